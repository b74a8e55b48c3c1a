using System.Text.Json;

namespace Likeness.Data.Json;

/// <summary>What stands at one key of the objects of a file.</summary>
internal enum JsonShape
{
    /// <summary>Nothing but null so far.</summary>
    None,

    /// <summary>Strings, numbers, true and false.</summary>
    Value,

    /// <summary>Objects.</summary>
    Object,

    /// <summary>Arrays.</summary>
    Array,
}

/// <summary>Shapes of values.</summary>
internal static class JsonShapes
{
    /// <summary>The shape of a value.</summary>
    public static JsonShape Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => JsonShape.None,
            JsonValueKind.Object => JsonShape.Object,
            JsonValueKind.Array => JsonShape.Array,
            _ => JsonShape.Value,
        };

    /// <summary>A shape in words.</summary>
    public static string Words(this JsonShape shape) =>
        shape switch
        {
            JsonShape.Object => "an object",
            JsonShape.Array => "an array",
            _ => "a single value",
        };
}
