using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Witan.Tests.Architecture.Il;

/// <summary>A compiled assembly, read as a file: nothing in it runs.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _image;

    public CompiledAssembly(string path)
    {
        _image = new PEReader([.. File.ReadAllBytes(path)]);
        Metadata = _image.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    public IEnumerable<TypeDefinitionHandle> Types => Metadata.TypeDefinitions;

    public void Dispose() => _image.Dispose();

    public TypeShape NameOf(TypeDefinitionHandle type) =>
        ShapeProvider.Instance.GetTypeFromDefinition(Metadata, type, 0);

    public MethodBodyBlock? BodyOf(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? null : _image.GetMethodBody(method.RelativeVirtualAddress);

    public ImmutableArray<TypeShape> LocalsOf(MethodBodyBlock body) =>
        body.LocalSignature.IsNil
            ? []
            : Metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(ShapeProvider.Instance, null);

    public TypeShape? TypeAt(EntityHandle handle) => handle.IsNil ? null : handle.Kind switch
    {
        HandleKind.TypeDefinition => NameOf((TypeDefinitionHandle)handle),
        HandleKind.TypeReference =>
            ShapeProvider.Instance.GetTypeFromReference(Metadata, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification =>
            ShapeProvider.Instance.GetTypeFromSpecification(Metadata, null, (TypeSpecificationHandle)handle, 0),
        _ => null,
    };

    /// <summary>The type or member behind the token of an instruction; neither for strings and call sites.</summary>
    public (TypeShape? Type, MemberShape? Member) Resolve(int token)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.MethodDefinition => (null, Defined((MethodDefinitionHandle)handle)),
            HandleKind.FieldDefinition => (null, Defined((FieldDefinitionHandle)handle)),
            HandleKind.MemberReference => (null, Referenced((MemberReferenceHandle)handle, [])),
            HandleKind.MethodSpecification => (null, Specified((MethodSpecificationHandle)handle)),
            _ => (TypeAt(handle), null),
        };
    }

    private MemberShape Specified(MethodSpecificationHandle handle)
    {
        MethodSpecification specification = Metadata.GetMethodSpecification(handle);
        ImmutableArray<TypeShape> arguments = specification.DecodeSignature(ShapeProvider.Instance, null);
        if (specification.Method.Kind == HandleKind.MemberReference)
            return Referenced((MemberReferenceHandle)specification.Method, arguments);
        MemberShape generic = Defined((MethodDefinitionHandle)specification.Method);
        return Instantiate(generic, arguments);
    }

    private MemberShape Defined(MethodDefinitionHandle handle)
    {
        MethodDefinition method = Metadata.GetMethodDefinition(handle);
        MethodSignature<TypeShape> signature = method.DecodeSignature(ShapeProvider.Instance, null);
        return new MemberShape(NameOf(method.GetDeclaringType()), Metadata.GetString(method.Name), false,
            signature.Header.IsInstance, signature.ReturnType, signature.ParameterTypes, []);
    }

    private MemberShape Defined(FieldDefinitionHandle handle)
    {
        FieldDefinition field = Metadata.GetFieldDefinition(handle);
        return new MemberShape(NameOf(field.GetDeclaringType()), Metadata.GetString(field.Name), true,
            !field.Attributes.HasFlag(FieldAttributes.Static),
            field.DecodeSignature(ShapeProvider.Instance, null), [], []);
    }

    private MemberShape Referenced(MemberReferenceHandle handle, ImmutableArray<TypeShape> typeArguments)
    {
        MemberReference reference = Metadata.GetMemberReference(handle);
        TypeShape owner = reference.Parent.Kind == HandleKind.MethodDefinition
            ? NameOf(Metadata.GetMethodDefinition((MethodDefinitionHandle)reference.Parent).GetDeclaringType())
            : TypeAt(reference.Parent) ?? TypeShape.Of("module");
        string name = Metadata.GetString(reference.Name);
        if (reference.GetKind() == MemberReferenceKind.Field)
        {
            TypeShape type = reference.DecodeFieldSignature(ShapeProvider.Instance, null);
            return new MemberShape(owner, name, true, true, type.Substitute(owner.Arguments, []), [], []);
        }

        MethodSignature<TypeShape> signature = reference.DecodeMethodSignature(ShapeProvider.Instance, null);
        return Instantiate(new MemberShape(owner, name, false, signature.Header.IsInstance, signature.ReturnType,
            signature.ParameterTypes, []), typeArguments);
    }

    private static MemberShape Instantiate(MemberShape generic, ImmutableArray<TypeShape> arguments) => generic with
    {
        Type = generic.Type.Substitute(generic.Owner.Arguments, arguments),
        Parameters = [.. generic.Parameters.Select(type => type.Substitute(generic.Owner.Arguments, arguments))],
        TypeArguments = arguments,
    };
}
