using Likeness.Data.Csv;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;

namespace Likeness.Data.Json;

/// <summary>
/// Reads tables from JSON: objects, one a line or in an array. Columns are in the order in which their names first occur; a name that an object lacks, and
/// null, are missing values. Strings of numbers are as good as numbers, but for those of whole numbers in a file that writes others without quotation marks: they are codes.
/// </summary>
internal static class JsonReader
{
    /// <summary>Reads a table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="schema">The kinds of some or all columns; null to detect all.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">The file is not JSON, has no rows, or a value is nested.</exception>
    public static LoadedTable Read(
        TextFile file,
        IReadOnlyCollection<string> missing,
        TableSchema? schema,
        Action<double>? progress
    )
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        var profiles = new List<JsonProfile>();
        int rows = 0;
        JsonRows.Read(
            file,
            (row, number, done) =>
            {
                rows++;
                foreach (var property in row.EnumerateObject())
                {
                    string name = ControlCharacters.Replace(property.Name);
                    if (places.TryAdd(name, names.Count))
                    {
                        names.Add(name);
                        profiles.Add(new JsonProfile(missing));
                    }

                    var (text, isString) = JsonRows.Cell(property.Value, $"{file.Name}, row {number}", name);
                    profiles[places[name]].Add(text, number, isString);
                }

                progress?.Invoke(done / 2);
            }
        );
        if (rows == 0 || names.Count == 0 || names.Count > TableSize.MaxColumns)
        {
            throw new LikenessException(
                names.Count > 0
                    ? $"{file.Name}: {names.Count} columns, and a table has at most {TableSize.MaxColumns} (give fewer columns)"
                    : $"{file.Name}: there are no rows (give objects, one a line or in an array)"
            );
        }

        return Fill(
            file,
            missing,
            schema,
            new ColumnReading(file.Name, names),
            Choose(names, profiles, schema, rows),
            places,
            rows,
            progress
        );
    }

    private static ColumnProfile[] Choose(List<string> names, List<JsonProfile> profiles, TableSchema? schema, int rows)
    {
        bool hasNumbers = profiles.Exists(profile => profile.HasNumbers);
        return [.. profiles.Select((profile, i) => profile.Choose(hasNumbers && schema?.Find(names[i]) is null, rows))];
    }

    private static LoadedTable Fill(
        TextFile file,
        IReadOnlyCollection<string> missing,
        TableSchema? schema,
        ColumnReading columns,
        ColumnProfile[] profiles,
        Dictionary<string, int> places,
        int rows,
        Action<double>? progress
    )
    {
        columns.Plan(profiles, CommaEvidence.None, rows, missing, schema);
        var filled = new long[columns.Count];
        JsonRows.Read(
            file,
            (row, number, done) =>
            {
                foreach (var property in row.EnumerateObject())
                {
                    string name = ControlCharacters.Replace(property.Name);
                    if (number <= rows && places.TryGetValue(name, out int column))
                    {
                        var (text, _) = JsonRows.Cell(property.Value, $"{file.Name}, row {number}", name);
                        columns.Set(column, (int)number - 1, text, number);
                        filled[column] = number;
                    }
                }

                for (int column = 0; column < filled.Length && number <= rows; column++)
                {
                    if (filled[column] < number)
                    {
                        columns.Set(column, (int)number - 1, "", number);
                    }
                }

                progress?.Invoke((1 + done) / 2);
            }
        );
        return columns.Finish();
    }
}
