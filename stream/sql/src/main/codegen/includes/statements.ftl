<#-- The statements of our dialect; queries and expressions are Calcite's. -->

/** One statement and nothing behind it: where the parser is entered. */
SqlNode StatementEof() :
{
    final SqlNode statement;
}
{
    statement = Statement() <EOF> { return statement; }
}

SqlNode Statement() :
{
    final SqlNode statement;
}
{
    (
        LOOKAHEAD(1) statement = CreateStatement()
    |
        LOOKAHEAD(1) statement = DropStatement()
    |
        LOOKAHEAD(1) statement = InsertStatement()
    |
        LOOKAHEAD(1) statement = ExplainStatement()
    |
        LOOKAHEAD(1) statement = ShowStatement()
    |
        LOOKAHEAD(1) statement = DescribeStatement()
    |
        LOOKAHEAD(1) statement = CheckpointStatement()
    |
        statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    { return statement; }
}

SqlNode CreateStatement() :
{
    final Span s;
    boolean replace = false;
    final Ddl ddl;
}
{
    <CREATE> { s = span(); }
    [ LOOKAHEAD(1) <OR> <REPLACE> { replace = true; } ]
    (
        LOOKAHEAD(1) ddl = CreateSource(replace)
    |
        LOOKAHEAD(1) ddl = CreateLookupTable(replace)
    |
        LOOKAHEAD(1) ddl = CreateStream(replace)
    |
        LOOKAHEAD(1) ddl = CreateSink(replace)
    )
    { return new DdlNode(s.end(this), ddl); }
}

boolean IfNotExists() : { }
{
    [ LOOKAHEAD(3) <IF> <NOT> <EXISTS> { return true; } ]
    { return false; }
}

boolean IfExists() : { }
{
    [ LOOKAHEAD(2) <IF> <EXISTS> { return true; } ]
    { return false; }
}

Ddl CreateSource(boolean replace) :
{
    final boolean keep;
    final SqlIdentifier name;
    final Ddl.Columns columns;
    Ddl.Options options = Ddl.Options.none();
}
{
    <SOURCE> keep = IfNotExists() name = SimpleIdentifier()
    columns = Columns()
    [ LOOKAHEAD(1) <WITH> options = Options() ]
    { return new Ddl.CreateSource(name, columns, options, new Ddl.Modifiers(replace, keep)); }
}

Ddl CreateLookupTable(boolean replace) :
{
    final boolean keep;
    final SqlIdentifier name;
    final Ddl.Columns columns;
    Ddl.Options options = Ddl.Options.none();
}
{
    <LOOKUP> <TABLE> keep = IfNotExists() name = SimpleIdentifier()
    columns = Columns()
    [ LOOKAHEAD(1) <WITH> options = Options() ]
    { return new Ddl.CreateLookupTable(name, columns, options, new Ddl.Modifiers(replace, keep)); }
}

Ddl CreateStream(boolean replace) :
{
    final boolean keep;
    final SqlIdentifier name;
    final SqlNode query;
    boolean materialized = false;
    Ddl.Emit emit = null;
}
{
    (
        LOOKAHEAD(1) <STREAM>
    |
        LOOKAHEAD(1) <CONTINUOUS> <QUERY>
    |
        <MATERIALIZED> <VIEW> { materialized = true; }
    )
    keep = IfNotExists() name = SimpleIdentifier()
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    [ LOOKAHEAD(1) emit = Emit() ]
    { return new Ddl.CreateStream(name, materialized, query, emit, new Ddl.Modifiers(replace, keep)); }
}

Ddl.Emit Emit() :
{
    final Span s;
    final Ddl.EmitKind kind;
}
{
    <EMIT> { s = span(); }
    (
        LOOKAHEAD(1) <CHANGES> { kind = Ddl.EmitKind.CHANGES; }
    |
        LOOKAHEAD(1) <FINAL> { kind = Ddl.EmitKind.ON_WINDOW_CLOSE; }
    |
        LOOKAHEAD(1) <AFTER> <WATERMARK> { kind = Ddl.EmitKind.ON_WINDOW_CLOSE; }
    |
        <ON>
        (
            LOOKAHEAD(1) <WINDOW> <CLOSE> { kind = Ddl.EmitKind.ON_WINDOW_CLOSE; }
        |
            LOOKAHEAD(1) <WATERMARK> { kind = Ddl.EmitKind.ON_WINDOW_CLOSE; }
        |
            <UPDATE> { kind = Ddl.EmitKind.ON_UPDATE; }
        )
    )
    { return new Ddl.Emit(kind, s.end(this)); }
}

Ddl CreateSink(boolean replace) :
{
    final boolean keep;
    final SqlIdentifier name;
    final SqlIdentifier from;
    Ddl.Options options = Ddl.Options.none();
}
{
    <SINK> keep = IfNotExists() name = SimpleIdentifier()
    <FROM> from = SimpleIdentifier()
    [ LOOKAHEAD(1) <WITH> options = Options() ]
    { return new Ddl.CreateSink(name, from, options, new Ddl.Modifiers(replace, keep)); }
}

Ddl.Columns Columns() :
{
    final Ddl.Columns columns = new Ddl.Columns();
}
{
    <LPAREN> ColumnOrRule(columns) ( LOOKAHEAD(1) <COMMA> ColumnOrRule(columns) )* <RPAREN>
    { return columns; }
}

void ColumnOrRule(Ddl.Columns columns) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final SqlNodeList key;
    final Span s;
    SqlNode expression = null;
    boolean required = false;
}
{
    LOOKAHEAD(2)
    <WATERMARK> { s = span(); } <FOR> name = SimpleIdentifier()
    [ LOOKAHEAD(1) <AS> expression = Expression(ExprContext.ACCEPT_NON_QUERY) ]
    { columns.addWatermark(name, expression, s.end(this)); }
|
    LOOKAHEAD(2)
    <PRIMARY> { s = span(); } <KEY> key = ParenthesizedSimpleIdentifierList()
    { columns.addKey(key, s.end(this)); }
|
    name = SimpleIdentifier() type = DataType()
    (
        LOOKAHEAD(1) <NOT> <NULL> { required = true; }
    |
        LOOKAHEAD(1) <NULL>
    |
        LOOKAHEAD(1) <PRIMARY> <KEY> { columns.addKey(SqlNodeList.of(name), getPos()); required = true; }
    )*
    { columns.add(name, type, required); }
}

Ddl.Options Options() :
{
    final Ddl.Options options = new Ddl.Options();
}
{
    <LPAREN> Option(options) ( LOOKAHEAD(1) <COMMA> Option(options) )* <RPAREN>
    { return options; }
}

void Option(Ddl.Options options) :
{
    final SqlNode key;
    final SqlNode value;
}
{
    (
        LOOKAHEAD(1) key = StringLiteral()
    |
        // A reserved word, but what a sink or lookup names most often.
        <TABLE> { key = new SqlIdentifier(unquotedIdentifier(), getPos()); }
    |
        key = CompoundIdentifier()
    )
    <EQ>
    value = Literal()
    { options.add(key, value); }
}

Ddl.Kind ObjectKind() : { }
{
    LOOKAHEAD(1) <SOURCE> { return Ddl.Kind.SOURCE; }
|
    LOOKAHEAD(1) <STREAM> { return Ddl.Kind.STREAM; }
|
    LOOKAHEAD(1) <CONTINUOUS> <QUERY> { return Ddl.Kind.STREAM; }
|
    LOOKAHEAD(1) <MATERIALIZED> <VIEW> { return Ddl.Kind.MATERIALIZED_VIEW; }
|
    LOOKAHEAD(1) <LOOKUP> <TABLE> { return Ddl.Kind.LOOKUP_TABLE; }
|
    <SINK> { return Ddl.Kind.SINK; }
}

SqlNode DropStatement() :
{
    final Span s;
    final Ddl.Kind kind;
    final boolean ifExists;
    final SqlIdentifier name;
    boolean cascade = false;
}
{
    <DROP> { s = span(); } kind = ObjectKind() ifExists = IfExists() name = SimpleIdentifier()
    [ LOOKAHEAD(1) <CASCADE> { cascade = true; } ]
    { return new DdlNode(s.end(this), new Ddl.Drop(kind, name, ifExists, cascade)); }
}

SqlNode InsertStatement() :
{
    final Span s;
    final SqlIdentifier into;
    SqlNodeList columns = null;
    final List<SqlNodeList> rows = new ArrayList<SqlNodeList>();
    SqlNodeList row;
}
{
    <INSERT> { s = span(); } <INTO> into = SimpleIdentifier()
    [ LOOKAHEAD(1) columns = ParenthesizedSimpleIdentifierList() ]
    <VALUES> row = InsertRow() { rows.add(row); } ( LOOKAHEAD(1) <COMMA> row = InsertRow() { rows.add(row); } )*
    { return new DdlNode(s.end(this), new Ddl.Insert(into, columns, rows)); }
}

SqlNodeList InsertRow() :
{
    final Span s;
    SqlNode value;
    final List<SqlNode> values = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    value = Expression(ExprContext.ACCEPT_NON_QUERY) { values.add(value); }
    ( LOOKAHEAD(1) <COMMA> value = Expression(ExprContext.ACCEPT_NON_QUERY) { values.add(value); } )*
    <RPAREN>
    { return new SqlNodeList(values, s.end(this)); }
}

SqlNode ExplainStatement() :
{
    final Span s;
    boolean analyze = false;
    final SqlNode statement;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(2) <PLAN> <FOR> ]
    [ LOOKAHEAD(1) <ANALYZE> { analyze = true; } ]
    ( LOOKAHEAD(1) statement = CreateStatement() | statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) )
    { return new DdlNode(s.end(this), new Ddl.Explain(statement, analyze)); }
}

SqlNode ShowStatement() :
{
    final Span s;
    Ddl.Kind kind = null;
    final SqlIdentifier name;
}
{
    <SHOW> { s = span(); }
    (
        LOOKAHEAD(1) <SOURCES> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.SOURCE)); }
    |
        LOOKAHEAD(1) <STREAMS> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.STREAM)); }
    |
        LOOKAHEAD(1) <MATERIALIZED> <VIEWS> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.MATERIALIZED_VIEW)); }
    |
        LOOKAHEAD(1) <TABLES> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.LOOKUP_TABLE)); }
    |
        LOOKAHEAD(1) <QUERIES> { return new DdlNode(s.end(this), new Ddl.ShowQueries()); }
    |
        LOOKAHEAD(1) <CHECKPOINT> <STATUS> { return new DdlNode(s.end(this), new Ddl.ShowCheckpoint()); }
    |
        LOOKAHEAD(1) <LOOKUP> <TABLES> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.LOOKUP_TABLE)); }
    |
        LOOKAHEAD(1) <SINKS> { return new DdlNode(s.end(this), new Ddl.Show(Ddl.Kind.SINK)); }
    |
        <CREATE>
        [ LOOKAHEAD(2) kind = ObjectKind() ]
        name = SimpleIdentifier()
        { return new DdlNode(s.end(this), new Ddl.ShowCreate(name, kind)); }
    )
}

SqlNode DescribeStatement() :
{
    final Span s;
    final SqlIdentifier name;
    boolean extended = false;
}
{
    ( LOOKAHEAD(1) <DESCRIBE> | <DESC> ) { s = span(); }
    [ LOOKAHEAD(<EXTENDED> SimpleIdentifier()) <EXTENDED> { extended = true; } ]
    name = SimpleIdentifier()
    { return new DdlNode(s.end(this), new Ddl.Describe(name, extended)); }
}

SqlNode CheckpointStatement() :
{
}
{
    <CHECKPOINT> { return new DdlNode(getPos(), new Ddl.Checkpoint()); }
}

/** value::TYPE. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType() {
        list.add(new SqlParserUtil.ToTreeListItem(Operators.INFIX_CAST, s.pos()));
        list.add(type);
    }
}
