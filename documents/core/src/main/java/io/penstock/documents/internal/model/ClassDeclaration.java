package io.penstock.documents.internal.model;

import java.util.List;
import java.util.Optional;

/** A class as it was declared. Equal when it is the same class. */
public interface ClassDeclaration extends Annotated {
    /** What was declared. */
    enum Form {
        RECORD,
        ENUM,
        CLASS,
        INTERFACE
    }

    /** What was declared. */
    Form form();

    /** The name as {@link Class#getName()} gives it. */
    String name();

    /** The name without package and surrounding classes. */
    String simpleName();

    /** Whether there can be no instance of exactly this class. */
    boolean isAbstract();

    /** Whether it names the classes below it. */
    boolean isSealed();

    /** Whether classes that it does not know can be below it. */
    boolean isOpen();

    /** The classes directly below it that it names. */
    List<ClassDeclaration> permitted();

    /** The class and the interfaces directly above it, without Object. */
    List<ClassDeclaration> above();

    /** The components of a record. */
    List<MemberDeclaration> recordComponents();

    /** The constructors, other than those of a record. */
    List<ConstructorDeclaration> constructors();

    /** A field of this very class. */
    Optional<MemberDeclaration> field(String name);

    /** What a method without parameters returns, own or inherited. */
    Optional<TypeDeclaration> method(String name);

    /** The type arguments with which it implements an interface. */
    Optional<List<TypeDeclaration>> argumentsOf(Class<?> genericInterface);

    /** Whether it has a constructor without parameters and needs no other object around it. */
    boolean canBeMadeAlone();

    /** A constructor. */
    interface ConstructorDeclaration extends Annotated {
        /** The parameters; without names in the class file they are called {@code arg0} and so on. */
        List<MemberDeclaration> parameters();

        /** Whether the names of the parameters are those of the source. */
        boolean hasNames();
    }

    /** A component, parameter or field. */
    interface MemberDeclaration extends Annotated {
        String name();

        TypeDeclaration type();
    }
}
