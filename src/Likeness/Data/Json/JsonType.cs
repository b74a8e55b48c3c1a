namespace Likeness.Data.Json;

/// <summary>How a JSON file writes the values of a column, as <see cref="Column.Storage"/>: numbers with quotation marks, codes without, missing values as empty strings, or not at all.</summary>
internal static class JsonType
{
    /// <summary>Numbers without quotation marks, also those that are codes.</summary>
    public const string Number = "JSON number";

    /// <summary>Strings, also of numbers, and of numbers with a unit.</summary>
    public const string String = "JSON string";

    /// <summary>Strings, which are empty where a value is missing.</summary>
    public const string StringOrEmpty = "JSON string, empty where missing";

    /// <summary>Arrays of strings, the choices of lists.</summary>
    public const string Strings = "JSON array of strings";

    /// <summary>Arrays of numbers or booleans, the choices of lists.</summary>
    public const string Others = "JSON array of numbers";

    /// <summary>Arrays whose texts are those of the file.</summary>
    public const string RawArray = "JSON array";

    /// <summary>Objects without keys in all rows.</summary>
    public const string EmptyObject = "JSON object, empty";

    private const string Any = "JSON";
    private const string Left = ", left out where missing";

    /// <summary>The same, of a column whose name the objects leave out where its value is missing.</summary>
    /// <param name="storage">How its values are written; null for as their kind says.</param>
    public static string LeftOut(string? storage) => (storage ?? Any) + Left;

    /// <summary>Whether objects leave out the name where the value is missing.</summary>
    public static bool IsLeftOut(string? storage) =>
        storage is not null
        && storage.StartsWith(Any, StringComparison.Ordinal)
        && storage.EndsWith(Left, StringComparison.Ordinal);

    /// <summary>Whether values are strings, whatever their kind.</summary>
    public static bool IsString(string? storage) => Values(storage) is String or StringOrEmpty;

    /// <summary>Whether values are numbers, whatever their kind.</summary>
    public static bool IsNumber(string? storage) => Values(storage) == Number;

    /// <summary>Whether the storage of a column without any value says nothing of how others would be written.</summary>
    public static bool IsOpen(string? storage) => storage?.StartsWith(Any, StringComparison.Ordinal) != false;

    /// <summary>Whether values are arrays of the choices of lists.</summary>
    public static bool IsArray(string? storage) => Values(storage) is Strings or Others;

    /// <summary>Whether values are texts of JSON.</summary>
    public static bool IsRaw(string? storage) => Values(storage) == RawArray;

    /// <summary>Whether the choices of lists are strings.</summary>
    public static bool AreStrings(string? storage) => Values(storage) == Strings;

    private static string? Values(string? storage) => IsLeftOut(storage) ? storage![..^Left.Length] : storage;
}
