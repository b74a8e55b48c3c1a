using Likeness.Data.Kinds;
using Likeness.Data.Recurrences;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers and levels with digits that are keys of units with several rows each, such as the yearly rows of a firm, by what other columns say: they determine some of these, or have at most one row for each time. Those with a
/// name of units need one of both (schools and the like: the time); others need both, and that their rows stand next to each other, or that a balance goes on in the rows of each, or that another column counts these. Codes, such as those of industries, lack the time, or have their names.
/// </summary>
internal static class PanelKeys
{
    // Of fewer units, protection would keep levels of fewer than five from samples: the treatments of an experiment.
    private const int MinKeys = 40;
    private const int MinRowsOfEach = 2; // on average
    private const int MinDetermined = 2; // by those without such a name
    private const double MostHaveDigits = 0.7;

    /// <summary>The table with such keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    /// <param name="schema">The kinds that are declared, and stay; null for none.</param>
    public static LoadedTable Apply(LoadedTable loaded, TableSchema? schema) =>
        loaded.WithKinds(schema, at => Find(loaded.Table, at));

    private static (ColumnKind, double[], string)? Find(Table table, int at)
    {
        double[] keys = table.ColumnValues(at);
        return
            MayBeKeys(table, at)
            && !CountTimes(table, at)
            && (Counted(table, at) ?? Evidence(table, at) ?? Running(table, at)) is { } why
            && !NumberedLevels.Are(table, at)
            && Kind(table.Columns[at].Kind, ref keys) is { HasRoom: true } kind
            ? (kind, keys, why)
            : null;
    }

    private static string? Running(Table table, int at) =>
        RunningKeys.Find(table, at) is { } one ? $"in rows of one, {one}" : null;

    // Another column counts the rows of each key from the same number on, of some more than of others: the lines of each build.
    private static string? Counted(Table table, int at)
    {
        var rows = KeyRows.Count(table.Column(at));
        if (!rows.AreTogether || rows.Sizes.Count < 2)
        {
            return null;
        }

        int place = Enumerable
            .Range(0, table.Width)
            .FirstOrDefault(other => other != at && table.Columns[other].Kind is NumberKind && Counts(other), -1);
        return place < 0 ? null : $"'{table.Columns[place].Name}' counts the rows of each";

        bool Counts(int other)
        {
            var keys = table.Column(at);
            var numbers = table.Column(other);
            double first = numbers[0];
            for (int row = 0; row < numbers.Length; row++)
            {
                bool begins = row == 0 || keys[row] != keys[row - 1];
                // Comparisons with NaN are false.
                if (!(numbers[row] == (begins ? first : numbers[row - 1] + 1)))
                {
                    return false;
                }
            }

            return first is 0 or 1;
        }
    }

    // Numbers that go with the times of a column, one with each, count these.
    private static bool CountTimes(Table table, int at)
    {
        if (table.Columns[at].Kind is not NumberKind)
        {
            return false;
        }

        int[] keys = KeyEvidence.GroupsOf(table.Column(at));
        return Enumerable
            .Range(0, table.Width)
            .Any(time =>
                table.Columns[time].Kind is TimeKind
                && KeyEvidence.IsSame(keys, table.Column(time))
                && KeyEvidence.IsSame(KeyEvidence.GroupsOf(table.Column(time)), table.Column(at))
            );
    }

    // Of levels with several patterns, fresh keys have that of most.
    private static IdentifierKind? Kind(ColumnKind kind, ref double[] keys)
    {
        if (TextsOf(kind) is not { } texts)
        {
            return NumberKeys.OfSeveralRows(ref keys);
        }

        return KeyPatterns.OfCodes(texts) is { } pattern
            ? new IdentifierKind(texts, pattern.ToString()) { Next = pattern.Next, Repeats = true }
            : null;
    }

    // Keys of few rows each were taken for texts.
    private static IReadOnlyList<string>? TextsOf(ColumnKind kind) =>
        kind switch
        {
            CategoryKind { IsOrdered: false } levels => levels.Levels,
            TextKind { IsInvented: true } texts => texts.Texts,
            _ => null,
        };

    private static bool MayBeKeys(Table table, int at)
    {
        var (kind, name) = (table.Columns[at].Kind, table.Columns[at].Name);
        bool areCodes = kind is NumberKind number
            ? NumberKeys.ArePlain(number.Format)
            : TextsOf(kind) is { } texts
                && texts.Count(text => text.Any(char.IsAsciiDigit) && !text.Contains(' ', StringComparison.Ordinal))
                    >= MostHaveDigits * texts.Count;
        if (!areCodes || TimeNames.Are(name) || SubjectNames.AreClasses(name))
        {
            return false;
        }

        var seen = new HashSet<double>();
        int most = table.RowCount / MinRowsOfEach;
        foreach (double cell in table.Column(at))
        {
            // Comparisons with NaN are false.
            if (!(cell is >= 0 and <= NumberKeys.MaxExact) || (seen.Add(cell) && seen.Count > most))
            {
                return false;
            }
        }

        return seen.Count >= MinKeys;
    }

    private static string? Evidence(Table table, int at)
    {
        bool isNamed = SubjectNames.MayBeUnits(table.Columns[at].Name);
        int[] firstRows = KeyEvidence.GroupsOf(table.Column(at));
        if (!isNamed && !KeyRows.Count(table.Column(at)).AreTogether)
        {
            return null;
        }

        int keys = firstRows.Distinct().Count();
        int? shared = null;
        int determined = 0;
        int? time = null;
        for (int other = 0; other < table.Width; other++)
        {
            var kind = table.Columns[other].Kind;
            var values = table.Column(other);
            if (other == at || kind is EmptyKind)
            {
                continue;
            }

            // One that has as many values is another name of the same, or computed.
            if (
                KeyEvidence.IsSame(firstRows, values)
                && !KeyEvidence.IsByChance(firstRows, values)
                && table.ColumnValues(other).Distinct().Count() < keys
            )
            {
                shared ??= other;
                determined++;
            }
            else if (
                time is null
                && (kind is TimeKind || (kind is NumberKind && TimeNames.Are(table.Columns[other].Name)))
                && (
                    KeyEvidence.IsPanel(table.Column(at), values)
                    || (isNamed && KeyEvidence.AreInOrder(firstRows, values))
                )
            )
            {
                time = other;
            }
        }

        // Pupils that are put together to a school have less in common than those of one number, which models learn.
        bool needsTime = SubjectNames.NeedTimes(table.Columns[at].Name);
        bool areKeys = isNamed
            ? (needsTime ? time : shared ?? time) is not null
            : determined >= MinDetermined && time is not null;
        return !areKeys ? null
            : shared is { } same ? $"all rows of one agree in '{table.Columns[same].Name}'"
            : $"rows of one follow each other in '{table.Columns[time!.Value].Name}'";
    }
}
