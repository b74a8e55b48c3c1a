using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Likeness;

/// <summary>Reads JSON with former names (<see cref="FormerNameAttribute"/>); only current names are written.</summary>
internal static class FormerNames
{
    /// <summary>Adds a read-only property for each former name of an option.</summary>
    public static DefaultJsonTypeInfoResolver Resolver { get; } = new() { Modifiers = { AddFormer } };

    /// <summary>The former names of a property or a field in kebab-case.</summary>
    public static IEnumerable<string> Of(MemberInfo member) =>
        member.GetCustomAttributes<FormerNameAttribute>().Select(former => former.Name);

    /// <summary>The enum value with a former name, or null.</summary>
    /// <param name="type">The enum.</param>
    /// <param name="name">The former name, case-insensitive.</param>
    public static object? Value(Type type, string name) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(field => Of(field).Contains(name, StringComparer.OrdinalIgnoreCase))
            ?.GetValue(null);

    private static void AddFormer(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in info.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            foreach (string name in Of(property))
            {
                var former = info.CreateJsonPropertyInfo(property.PropertyType, Camel(name));
                former.Set = property.SetValue;
                info.Properties.Add(former);
            }
        }
    }

    private static string Camel(string kebab) =>
        string.Concat(kebab.Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>Converts enums by their names in kebab-case; former names are also read.</summary>
internal sealed class NamedEnumConverter : JsonConverterFactory
{
    private readonly JsonStringEnumConverter names = new(JsonNamingPolicy.KebabCaseLower);

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => names.CanConvert(typeToConvert);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var plain = names.CreateConverter(typeToConvert, options);
        return typeToConvert
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Any(field => FormerNames.Of(field).Any())
            ? (JsonConverter)Activator.CreateInstance(typeof(Former<>).MakeGenericType(typeToConvert), plain)!
            : plain;
    }

    private sealed class Former<T>(JsonConverter<T> plain) : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && FormerNames.Value(typeof(T), reader.GetString()!) is T value
                ? value
                : plain.Read(ref reader, typeToConvert, options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            plain.Write(writer, value, options);
    }
}
