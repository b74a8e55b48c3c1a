using System.Reflection;
using System.Runtime.CompilerServices;

namespace Likeness.Tests.House;

/// <summary>Writes the public surface of an assembly as text: a line for each type and each member, sorted.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add($"{Kind(type)} {type.Namespace}.{Name(type)}{Bases(type)}");
            lines.AddRange(Members(type).Select(member => "    " + member).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return type.GetMembers(Declared).Where(IsWritten).Select(Describe).OfType<string>();
    }

    private static string? Describe(MemberInfo member) =>
        member switch
        {
            FieldInfo field when IsVisible(field.Attributes) => $"{Name(field.FieldType)} {field.Name}",
            PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
                $"{Static(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {Index(property)}{Accessors(property)}",
            EventInfo @event => $"event {Name(@event.EventHandlerType!)} {@event.Name}",
            ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic =>
                $"new({Parameters(constructor)})",
            MethodInfo method when IsVisible(method) && IsOrdinary(method) => Signature(method),
            _ => null,
        };

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } places
            ? $"this[{string.Join(", ", places.Select(place => $"{Name(place.ParameterType)} {place.Name}"))}]"
            : property.Name;

    private static string Signature(MethodInfo method) =>
        $"{Static(method)}{Name(method.ReturnType)} {method.Name}{GenericArguments(method)}({Parameters(method)})";

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue?.ToString()?.ToLowerInvariant() ?? "null") : "")}"
                )
        );

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod is { } get && IsVisible(get), property.SetMethod is { } set && IsVisible(set)) switch
        {
            (true, true) => IsInit(property.SetMethod!) ? " { get; init; }" : " { get; set; }",
            (true, false) => " { get; }",
            _ => " { set; }",
        };

    private static bool IsInit(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member.Name is not "EqualityContract";

    private static bool IsOrdinary(MethodInfo method) =>
        !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family;

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string GenericArguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces()
            .Where(face => face.Namespace?.StartsWith("Likeness", StringComparison.Ordinal) == true)
            .Select(Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (type.BaseType is { } parent && parent.Namespace?.StartsWith("Likeness", StringComparison.Ordinal) == true)
        {
            bases.Insert(0, Name(parent));
        }

        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        string name =
            type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
