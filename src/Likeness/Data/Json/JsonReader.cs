using System.Text.Json;
using Likeness.Data.Csv;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;

namespace Likeness.Data.Json;

/// <summary>
/// Reads tables from JSON: objects, one a line or in an array. Columns are in the order in which their names first occur, those of an object within the rows together; a name that an object lacks, and
/// null, are missing values. Strings of numbers are as good as numbers, but for those of whole numbers in a file that writes others without quotation marks: they are codes.
/// </summary>
internal static class JsonReader
{
    // One object around that many is a file of theirs.
    private const int MinWrapped = 5;

    /// <summary>Reads a table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="schema">The kinds of some or all columns; null to detect all.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">The file is not JSON, has no rows, or values of one key differ in shape.</exception>
    public static LoadedTable Read(
        TextFile file,
        IReadOnlyCollection<string> missing,
        TableSchema? schema,
        Action<double>? progress
    )
    {
        var tree = new JsonTree(file.Name, missing);
        var text = new JsonText();
        int rows = 0;
        JsonRows.Read(
            file,
            (row, number, done) =>
            {
                rows++;
                tree.Read(row, number, isFirst: true, (node, value) => Add(node, value, number, text));
                progress?.Invoke(done / 2);
            }
        );
        JsonNode[] nodes = [.. tree.Leaves()];
        if (rows == 0 || nodes.Length is 0 or > TableSize.MaxColumns)
        {
            throw new LikenessException(
                nodes.Length > 0
                    ? $"{file.Name}: {nodes.Length} columns, and a table has at most {TableSize.MaxColumns} (give fewer columns)"
                    : $"{file.Name}: there are no rows (give objects, one a line or in an array)"
            );
        }

        Require(file, nodes, rows);
        foreach (var (place, node) in nodes.Index())
        {
            node.Column = place;
        }

        var columns = new ColumnReading(file.Name, [.. nodes.Select(node => node.Name)]);
        columns.Plan(Choose(nodes, missing, schema), CommaEvidence.None, rows, missing, schema);
        return Fill(file, columns, nodes, tree, text, schema, rows, progress);
    }

    private static void Add(JsonNode node, JsonElement value, long number, JsonText text)
    {
        if (node.Shape == JsonShape.Array && value.ValueKind == JsonValueKind.Array)
        {
            node.Arrays.Add(value, number, text);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            node.Values.Add(text.Of(value, out bool isString), number, isString);
        }
    }

    private static void Require(TextFile file, JsonNode[] nodes, int rows)
    {
        if (
            nodes.GroupBy(node => node.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is
            { } same
        )
        {
            throw new LikenessException(
                $"{file.Name}: two keys are both the column '{CsvHeader.Shown(same.Key)}', as a point stands between the keys of objects within objects (rename one)"
            );
        }

        if (
            rows == 1
            && !JsonRows.IsArray(file)
            && Array.Find(nodes, node => node.Shape == JsonShape.Array && node.Arrays.FirstObjects >= MinWrapped)
                is { } wrapped
        )
        {
            throw new LikenessException(
                $"{file.Name}: the file is one object, whose '{CsvHeader.Shown(wrapped.Name)}' is an array of {wrapped.Arrays.FirstObjects} objects (give that array alone)"
            );
        }
    }

    private static bool AreYears(JsonNode node) =>
        node.Values.HaveFourDigits && node.Name.Equals("year", StringComparison.OrdinalIgnoreCase);

    private static ColumnProfile[] Choose(JsonNode[] nodes, IReadOnlyCollection<string> missing, TableSchema? schema)
    {
        bool hasNumbers = Array.Exists(nodes, node => node.Shape == JsonShape.Value && node.Values.HasNumbers);
        return
        [
            .. nodes.Select(node =>
            {
                var declared = schema?.Find(node.Name);
                var profile = node.Shape switch
                {
                    JsonShape.Array => node.Arrays.Choose(node.Name, node.Possible, node.Nulls, declared),
                    JsonShape.Object => new ColumnProfile(missing)
                    {
                        Storage = JsonType.EmptyObject,
                        Found = (new(node.Name, "empty"), "only objects without keys"),
                    },
                    _ => node.Values.Choose(
                        hasNumbers && declared is null && !AreYears(node),
                        node.Possible,
                        node.Nulls
                    ),
                };
                profile.Place = node.Place;
                return profile;
            }),
        ];
    }

    private static LoadedTable Fill(
        TextFile file,
        ColumnReading columns,
        JsonNode[] nodes,
        JsonTree tree,
        JsonText text,
        TableSchema? schema,
        int rows,
        Action<double>? progress
    )
    {
        string?[] separators = [.. nodes.Select((node, i) => SeparatorOf(node, columns.DeclaredOf(i)))];
        var filled = new long[nodes.Length];
        JsonRows.Read(
            file,
            (row, number, done) =>
            {
                if (number > rows)
                {
                    return;
                }

                tree.Read(row, number, isFirst: false, (node, value) => Set(node, value, number));
                for (int column = 0; column < filled.Length; column++)
                {
                    if (filled[column] < number)
                    {
                        columns.SetMissing(column, (int)number - 1);
                    }
                }

                progress?.Invoke((1 + done) / 2);
            }
        );
        return columns.Finish();

        void Set(JsonNode node, JsonElement value, long number)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            bool isArray = value.ValueKind == JsonValueKind.Array;
            if (isArray && node.Children.Count > 0)
            {
                foreach (var (part, one) in node.Children.Zip(value.EnumerateArray()))
                {
                    Set(part, one, number);
                }

                return;
            }

            // Keys that the file has got meanwhile have no column.
            if (node.Column < 0)
            {
                return;
            }

            columns.Set(
                node.Column,
                (int)number - 1,
                !isArray ? text.Of(value, out _)
                    : separators[node.Column] is { } separator ? text.Joined(value, separator)
                    : JsonText.Raw(value),
                number
            );
            filled[node.Column] = number;
        }
    }

    // Null for arrays that are read as they stand.
    private static string? SeparatorOf(JsonNode node, ColumnSchema? declared) =>
        node.Shape == JsonShape.Array && declared?.Kind == "list" ? declared.Separator ?? node.Arrays.Separator : null;
}
