namespace Likeness.Data.Csv;

/// <summary>Whether a file quotes the values of a column, as <see cref="Column.Storage"/>, where that does not follow from <see cref="CsvQuoting"/>: R quotes factors of digits, and no dates.</summary>
internal static class CsvMarks
{
    /// <summary>Most values are between quotation marks.</summary>
    public const string Quoted = "CSV, quoted";

    /// <summary>Most cells are not.</summary>
    public const string Plain = "CSV, not quoted";

    /// <summary>What a column has to keep.</summary>
    /// <param name="storage">How its file writes it; null where the dialect says it.</param>
    /// <param name="isNumber">Whether it holds numbers.</param>
    public static string? Kept(string? storage, bool isNumber) =>
        storage == (isNumber ? Plain : Quoted) ? null : storage;

    /// <summary>Whether values are quoted that need not be.</summary>
    /// <param name="quoting">What the dialect says.</param>
    /// <param name="storage">What the column says.</param>
    /// <param name="isNumber">Whether it holds numbers.</param>
    public static bool AreQuoted(CsvQuoting quoting, string? storage, bool isNumber) =>
        quoting == CsvQuoting.All
        || (quoting == CsvQuoting.Text && (storage == Quoted || (!isNumber && storage != Plain)));
}
