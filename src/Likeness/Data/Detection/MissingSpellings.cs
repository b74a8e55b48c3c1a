using Likeness.Data.Csv;

namespace Likeness.Data.Detection;

/// <summary>Columns whose missing cells are written in several ways, such as empty and <c>n/a</c>: samples have the most frequent one only.</summary>
internal static class MissingSpellings
{
    private const int ShownColumns = 3;

    /// <summary>A sentence for each combination; none if no column has several.</summary>
    public static IEnumerable<string> Find(LoadedTable loaded) =>
        loaded.Findings.Count != loaded.Table.Width
            ? []
            : Enumerable
                .Range(0, loaded.Table.Width)
                .Where(column => loaded.Findings[column].MissingTexts.Count > 1)
                .Select(column =>
                    (
                        loaded.Table.Columns[column].Name,
                        Missing: loaded.Table.Columns[column].Missing ?? "",
                        Texts: Quoted(loaded.Findings[column].MissingTexts)
                    )
                )
                .GroupBy(column => (column.Texts, column.Missing), column => $"'{CsvHeader.Shown(column.Name)}'")
                .Select(same =>
                {
                    string[] names = [.. same];
                    string more = names.Length > ShownColumns ? $" and {names.Length - ShownColumns} more" : "";
                    string have = names.Length == 1 ? "has" : "have";
                    return $"{string.Join(", ", names.Take(ShownColumns))}{more} {have} {same.Key.Texts} for missing values: samples have only {Quoted(same.Key.Missing)}, the more frequent";
                });

    private static string Quoted(IEnumerable<string> texts) =>
        string.Join(" and ", texts.Order(StringComparer.Ordinal).Select(Quoted));

    private static string Quoted(string text) => text.Length == 0 ? "empty cells" : $"'{CsvHeader.Shown(text)}'";
}
