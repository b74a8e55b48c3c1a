using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Texts;

/// <summary>Texts of samples that are invented: each row spells its own, with what it repeats of the row's other columns.</summary>
internal static class InventedTexts
{
    // Texts may need a column that is missing in their row, or be there already.
    private const int MaxTexts = 20;

    /// <summary>Samples with invented texts.</summary>
    /// <param name="rows">The samples, with their keys.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="seed">The seed of the samples.</param>
    public static Table Fill(Table rows, long first, ulong seed)
    {
        Column[] columns = [.. rows.Columns];
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        List<int> left =
        [
            .. Enumerable.Range(0, columns.Length).Where(i => columns[i].Kind is TextKind { Spelling: not null }),
        ];
        if (left.Count == 0)
        {
            return rows;
        }

        while (left.Count > 0)
        {
            // What a column repeats is there first.
            int next = left.First(i =>
                !((TextKind)columns[i].Kind).Sources.Any(source =>
                    left.Exists(other => columns[other].Name == source.Column)
                )
            );
            left.Remove(next);
            var kind = (TextKind)columns[next].Kind;
            int[] sources =
            [
                .. kind.Sources.Select(source => Array.FindIndex(columns, one => one.Name == source.Column)),
            ];
            ulong streams = RandomUse.Texts.Seed(seed + (ulong)next);
            int longest = DatabaseTypes.LengthOf(columns[next].Storage) ?? int.MaxValue;
            var texts = new List<string>();
            var taken = kind.IsUnique ? new HashSet<string>(StringComparer.Ordinal) : null;
            values[next] =
            [
                .. values[next]
                    .Select(
                        (cell, row) =>
                        {
                            if (columns[next].Missing is not null && double.IsNaN(cell))
                            {
                                return cell;
                            }

                            string?[] copied =
                            [
                                .. sources.Select(
                                    (column, i) =>
                                        double.IsNaN(values[column][row])
                                            ? null
                                            : kind.Sources[i].Of(columns[column].Kind.Write(values[column][row]))
                                ),
                            ];
                            var random = new PhiloxRandom(streams, (ulong)(first + row));
                            string text = Invented(kind.Spelling!, copied, random, taken);
                            texts.Add(text.Length > longest ? text[..longest] : text);
                            return texts.Count - 1.0;
                        }
                    ),
            ];
            columns[next] = columns[next] with { Kind = new TextKind(texts, kind.Placeholder) };
        }

        return Table.FromColumns(columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }

    private static string Invented(TextSpelling spelling, string?[] copied, PhiloxRandom random, HashSet<string>? taken)
    {
        string text = "";
        bool fits = false;
        for (int tries = 0; tries < MaxTexts && !fits; tries++)
        {
            string spelt = spelling.Spell(random);
            fits = !copied
                .Index()
                .Any(one => one.Item is null && spelt.Contains(Place(one.Index), StringComparison.Ordinal));
            foreach (var (i, copy) in copied.Index())
            {
                spelt = spelt.Replace($"{Place(i)}", copy ?? "", StringComparison.Ordinal);
            }

            text = spelt.Trim();
            fits &= taken is null || taken.Add(text);
        }

        return text;
    }

    private static char Place(int source) => (char)(TextSource.First + source);
}
