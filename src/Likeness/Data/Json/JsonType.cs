namespace Likeness.Data.Json;

/// <summary>How a JSON file writes the values of a column, as <see cref="Column.Storage"/>: numbers with quotation marks, codes without, missing values as empty strings.</summary>
internal static class JsonType
{
    /// <summary>Numbers without quotation marks, also those that are codes.</summary>
    public const string Number = "JSON number";

    /// <summary>Strings, also of numbers, and of numbers with a unit.</summary>
    public const string String = "JSON string";

    /// <summary>Strings, which are empty where a value is missing.</summary>
    public const string StringOrEmpty = "JSON string, empty where missing";
}
