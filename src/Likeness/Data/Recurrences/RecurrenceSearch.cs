using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Data.Recurrences;

/// <summary>Finds columns that go on from the row before of the same key.</summary>
/// <param name="rows">Training rows.</param>
/// <param name="groups">The rows of each key, in their order.</param>
/// <param name="columns">The places of the columns that differ in rows of a key.</param>
/// <param name="same">The places of those that do not.</param>
/// <param name="mayBeginMissing">Whether columns may be missing before their first values.</param>
internal sealed class RecurrenceSearch(
    Table rows,
    int[][] groups,
    int[] columns,
    IReadOnlyList<int> same,
    bool mayBeginMissing = false
)
{
    // Of fewer steps in which a column changes, a sum may be chance.
    private const int MinSteps = 30;
    private const int MinDistinct = 5;
    private const double MinKnown = 0.5;
    private const int MinUnknown = 10; // steps that tell what is added where it is missing
    private const double MaxDeviations = 5; // of their mean
    private const int MaxColumns = 200;
    private const int MonthsOfYear = 12;

    private readonly NamedCells named = new(rows);
    private readonly double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
    private readonly (int Before, int Row)[] steps = KnownSteps.Of(groups);

    private KnownSteps? knownSteps;

    private KnownSteps WithValue => knownSteps ??= new(cells, steps);

    /// <summary>The recurrences, one for each column that has some: what is a copy of the row before first.</summary>
    public IReadOnlyList<RowRecurrence> All()
    {
        var found = new List<RowRecurrence>();
        if (steps.Length < MinSteps)
        {
            return found;
        }

        int[] candidates =
        [
            .. columns.Where(i => rows.Columns[i].Kind is NumberKind or DurationKind or TimeKind).Take(MaxColumns),
        ];
        foreach (int column in candidates)
        {
            bool isMissing = steps.Any(step => double.IsNaN(cells[column][step.Row]));
            bool begins = isMissing && mayBeginMissing && BeginsMissing(column);
            if (
                Changes(column) is { } changes
                && Find(column, candidates, changes, isMissing && !begins) is { } one
                && (!isMissing || one.Terms.Count > 0)
            )
            {
                found.Add(
                    Begun(one with { IsTime = rows.Columns[column].Kind is TimeKind, BeginsMissing = begins }, column)
                );
            }
        }

        // Where a row begins with what the one before ends with, what it ends with follows from the row, unless the one before has it, too.
        var ends = found.Where(one => one.Previous != one.Column).Select(one => one.Previous).ToHashSet();
        return
        [
            .. found.Where(one =>
                one is { Terms.Count: 0 } && one.Previous != one.Column || !ends.Contains(one.Column)
            ),
        ];
    }

    // Whether a column is missing before the first value of each key, which is not zero, and never after; it counts as 0 then.
    private bool BeginsMissing(int column)
    {
        double[] own = cells[column];
        foreach (int[] group in groups)
        {
            int first = Array.FindIndex(group, row => !double.IsNaN(own[row]));
            if (first >= 0 && (own[group[first]] == 0 || Array.Exists(group[first..], row => double.IsNaN(own[row]))))
            {
                return false;
            }
        }

        double[] filled = named[rows.Columns[column].Name];
        for (int row = 0; row < own.Length; row++)
        {
            (own[row], filled[row]) = double.IsNaN(own[row]) ? (0, 0) : (own[row], filled[row]);
        }

        WithValue.Forget(column);

        return true;
    }

    // The steps in which a column changes; null if they are few.
    private (int Before, int Row)[]? Changes(int column)
    {
        double[] own = cells[column];
        (int Before, int Row)[] changes = Array.FindAll(steps, step => own[step.Before] != own[step.Row]);
        return changes.Length >= MinSteps ? changes : null;
    }

    private RowRecurrence? Find(int column, int[] candidates, (int Before, int Row)[] changes, bool isMissing)
    {
        string name = rows.Columns[column].Name;
        int[] alike = [.. candidates.Where(i => i != column && IsAlike(column, i))];
        bool isTime = rows.Columns[column].Kind is TimeKind;
        if (isMissing)
        {
            return isTime ? null : Sum(column, alike, changes);
        }

        int copied = Array.FindIndex(alike, i => IsConstant(column, i, 0) && !IsByChance(column, changes));
        if (copied >= 0)
        {
            return new(name, rows.Columns[alike[copied]].Name);
        }

        foreach (int previous in isTime ? [column, .. alike] : (int[])[column])
        {
            double constant = cells[column][steps[0].Row] - cells[previous][steps[0].Before];
            if (IsConstant(column, previous, constant) && (previous == column || !IsByChance(column, changes)))
            {
                return new(name, rows.Columns[previous].Name) { Constant = constant };
            }
        }

        return isTime ? WholeMonths(column) : Sum(column, alike, changes);
    }

    // Numbers stand for numbers in the same unit, as far as columns tell.
    private bool IsAlike(int column, int other) =>
        rows.Columns[column].Kind is TimeKind == rows.Columns[other].Kind is TimeKind
        && rows.Columns[column].Kind is DurationKind == rows.Columns[other].Kind is DurationKind;

    private bool IsConstant(int column, int previous, double constant) =>
        double.IsFinite(constant)
        && Array.TrueForAll(
            steps,
            step => AreEqual(column, cells[column][step.Row], cells[previous][step.Before] + constant)
        );

    // Of a column with few values, the next is often that of the row before.
    private bool IsByChance(int column, (int Before, int Row)[] changes)
    {
        double most = changes.CountBy(step => cells[column][step.Row]).Max(one => one.Value);
        return changes.Length * Math.Log(most / changes.Length) > KeyEvidence.MaxLogChance;
    }

    private RowRecurrence? WholeMonths(int column)
    {
        if (rows.Columns[column].Kind is not TimeKind kind)
        {
            return null;
        }

        var (before, row) = steps[0];
        if (kind.At(cells[column][before]) is not { } first || kind.At(cells[column][row]) is not { } next)
        {
            return null;
        }

        int months = (MonthsOfYear * (next.Year - first.Year)) + next.Month - first.Month;
        string name = rows.Columns[column].Name;
        var one = new RowRecurrence(name, name) { Months = months };
        return months > 0 && Array.TrueForAll(groups, group => one.Holds(named, group)) ? one : null;
    }

    private RowRecurrence? Sum(int column, int[] alike, (int Before, int Row)[] changes)
    {
        if (
            changes
                .Select(step => cells[column][step.Row] - cells[column][step.Before])
                .Distinct()
                .Take(MinDistinct)
                .Count() < MinDistinct
        )
        {
            return null;
        }

        string? years = Enumerable
            .Range(0, rows.Width)
            .Where(i => rows.Columns[i].Kind is TimeKind && !cells[i].Any(double.IsNaN))
            .Select(i => rows.Columns[i].Name)
            .FirstOrDefault();
        // What explains all rows goes before what explains those without missing values: debit and credit before debit.
        if (Fitting(alike, column).FirstOrDefault(terms => Holds(column, terms)) is { } all)
        {
            return Of(column, all);
        }

        // The steps that miss neither value of the column.
        var going = Array.FindAll(steps, step => !double.IsNaN(cells[column][step.Row] - cells[column][step.Before]));
        // Where no row misses a value, what holds in those with values holds in all.
        bool mayMiss = going.Length < steps.Length || !Array.TrueForAll(alike, WithValue.HasAll);
        foreach (var terms in mayMiss || years is not null ? TermChoices.All(alike) : [])
        {
            bool areExclusive = AreExclusive(terms);
            if (HoldsWhereKnown(column, terms, areExclusive, going))
            {
                var known = Of(column, terms) with { MayBeMissing = true, AreExclusive = areExclusive };
                if (Array.TrueForAll(groups, group => known.Holds(named, group)) && IsAsBefore(known))
                {
                    return known;
                }
            }

            if (years is not null && MayRestart(column, terms))
            {
                var one = Of(column, terms) with { RestartsBy = years };
                if (Array.TrueForAll(groups, group => one.Holds(named, group)))
                {
                    return one;
                }
            }
        }

        return null;
    }

    private RowRecurrence Of(int column, (int Column, int Sign)[] terms)
    {
        string name = rows.Columns[column].Name;
        return new(name, name)
        {
            Terms = [.. terms.Select(term => new RecurrenceTerm(rows.Columns[term.Column].Name, term.Sign))],
        };
    }

    // Those that go on in the first step, as nearly none do.
    private IEnumerable<(int Column, int Sign)[]> Fitting(int[] alike, int column)
    {
        var (before, row) = steps[0];
        double[] added = Array.ConvertAll(alike, i => double.IsNaN(cells[i][row]) ? 0 : cells[i][row]);
        return TermChoices.All(alike, added, sum => AreEqual(column, cells[column][row], cells[column][before] + sum));
    }

    private bool Holds(int column, (int Column, int Sign)[] terms) =>
        Array.TrueForAll(
            steps,
            step => AreEqual(column, cells[column][step.Row], cells[column][step.Before] + Added(terms, step.Row))
        );

    // Of steps without a missing value, which are most, all go on.
    private bool HoldsWhereKnown(
        int column,
        (int Column, int Sign)[] terms,
        bool areExclusive,
        (int Before, int Row)[] going
    )
    {
        int known = 0;
        foreach (var (before, row) in going)
        {
            double value = cells[column][row] - cells[column][before];
            bool isAdded = false;
            foreach (var (added, sign) in terms)
            {
                isAdded |= !double.IsNaN(cells[added][row]);
                value -= areExclusive && double.IsNaN(cells[added][row]) ? 0 : sign * cells[added][row];
            }

            if (double.IsNaN(value) || !isAdded)
            {
                continue;
            }

            known++;
            if (!AreEqual(column, cells[column][row], cells[column][row] - value))
            {
                return false;
            }
        }

        return known < steps.Length && known >= Math.Max(MinSteps, MinKnown * steps.Length);
    }

    // Whether no row has two of the columns, as debit and credit.
    private bool AreExclusive((int Column, int Sign)[] terms) =>
        terms is [var (one, _), var (other, _)] && !WithValue.HaveCommon(one, other);

    // Whether what is added where it is missing is on average what the rows before add, with which samples go on.
    private bool IsAsBefore(RowRecurrence one)
    {
        double[] own = named[one.Column];
        double[] differences =
        [
            .. groups
                .SelectMany(SeriesPlace.All)
                .Where(row => row.Place > 0 && double.IsNaN(one.Added(named, row.Row)))
                .Select(row => own[row.Row] - own[row.Before] - KnownValues.Added(one, named, row))
                .Where(double.IsFinite),
        ];
        if (differences.Length < MinUnknown)
        {
            return true;
        }

        double mean = differences.Average();
        double deviation = Math.Sqrt(differences.Average(value => (value - mean) * (value - mean)));
        return Math.Abs(mean) * Math.Sqrt(differences.Length) <= MaxDeviations * deviation;
    }

    // Most steps go on, and all others begin again.
    private bool MayRestart(int column, (int Column, int Sign)[] terms)
    {
        int restarts = 0;
        foreach (var (before, row) in steps)
        {
            double added = Added(terms, row);
            if (!AreEqual(column, cells[column][row], cells[column][before] + added))
            {
                if (!AreEqual(column, cells[column][row], added) || 2 * ++restarts > steps.Length)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private double Added((int Column, int Sign)[] terms, int row)
    {
        double sum = 0;
        foreach (var (column, sign) in terms)
        {
            double value = cells[column][row];
            sum += double.IsNaN(value) ? 0 : sign * value;
        }

        return sum;
    }

    // With what first rows begin.
    private RowRecurrence Begun(RowRecurrence one, int column)
    {
        int[] first = [.. groups.Select(group => group[0])];
        if (one.Terms.Count > 0)
        {
            var begun = one with { BeginsAtZero = true };
            bool isKnown = Array.Exists(
                first,
                row => !double.IsNaN(begun.Added(named, row) + begun.Counted(named[one.Column][row]))
            );
            return isKnown && Array.TrueForAll(first, row => begun.Holds(named, [row])) ? begun : one;
        }

        int initial = same.FirstOrDefault(
            i =>
                IsAlike(column, i)
                && rows.Columns[i].Kind.IsNumeric
                && Array.TrueForAll(first, row => AreEqual(column, cells[column][row], cells[i][row])),
            -1
        );
        return initial < 0 ? one : one with { Initial = rows.Columns[initial].Name };
    }

    private bool AreEqual(int column, double value, double expected) =>
        RowRecurrence.AreEqual(value, expected, rows.Columns[column].Kind is TimeKind);
}
