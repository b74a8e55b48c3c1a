using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Formulas of columns, none of which needs a column that needs its own.</summary>
/// <param name="train">The training rows.</param>
/// <param name="tried">The rows in which formulas are looked for, and what is enough.</param>
/// <param name="known">The rules of other columns.</param>
/// <param name="numeric">The places of the columns of numbers and times, of all or some.</param>
internal sealed class ColumnFormulas(Table train, TriedFormulas tried, IReadOnlyList<TableRule> known, int[] numeric)
{
    // Columns of few values follow formulas by chance.
    private const int FewestValues = 3;
    private const int FewestValuesOfTimes = 2; // days from one to another: terms of 14 or 30

    // Columns whose numbers of values differ by less may each be the computed one.
    private const double SameCount = 1.5;

    // A formula of so many times as many rows goes before a simpler one.
    private const double MoreRows = 1.2;

    // For each thread. A search behind one that finds a formula is made twice.
    private const int SearchesAhead = 2;

    private readonly Table sample = tried.Sample;
    private readonly Dictionary<int, FormulaColumn> found = [];
    private readonly List<(FormulaColumn Rule, int Target, int Quotient)> products = [];
    private readonly int[] times = Array.FindAll(numeric, column => train.Columns[column].Kind is TimeKind);

    private FormulaCandidates Candidates => new(train, tried, known, found);

    /// <summary>Finds them.</summary>
    public IReadOnlyCollection<FormulaColumn> Find()
    {
        int[] targets = Targets();
        // Sums that miss nothing first. Sums and products leave positive columns positive, and are what is written; then differences, then quotients;
        // last what says less of the zeros.
        foreach (var form in tried.Forms)
        {
            AddBest(targets, form);
        }

        AddProducts();
        return found.Values;
    }

    private int[] Targets() =>
        [
            .. numeric
                .Where(column =>
                    train.Columns[column].Kind is not TimeKind
                    && RuleSearch.IsOriginal(train.Columns[column].Name, known)
                    && tried.MayCompute(train.Columns[column].Name)
                )
                .Select(column => (Column: column, Values: FormulaCandidates.Values(sample, column)))
                .Where(one => one.Values >= (times.Length > 1 ? FewestValuesOfTimes : FewestValues))
                .OrderByDescending(one => Math.Round(Math.Log(one.Values, SameCount)))
                .ThenByDescending(one => one.Column)
                .Select(one => one.Column),
        ];

    // The next targets are searched side by side, and those behind one that has a formula once more: it says which parts they may have.
    private void AddBest(int[] targets, FormulaForms form)
    {
        for (int next = 0; next < targets.Length; )
        {
            int end = tried.MayLookAhead
                ? Math.Min(targets.Length, next + (SearchesAhead * OrderedWork.Threads))
                : next + 1;
            int[] ahead = Array.FindAll(targets[next..end], target => !found.ContainsKey(target));
            var searches = OrderedWork.Select(ahead.Length, i => Search(ahead[i], form));
            next = end;
            int count = found.Count;
            for (int i = 0; i < ahead.Length; i++)
            {
                Add(ahead[i], searches[i], form, targets);
                if (found.Count > count)
                {
                    next = Array.IndexOf(targets, ahead[i]) + 1;
                    break;
                }
            }
        }
    }

    private Searched Search(int target, FormulaForms form)
    {
        // A column that another one determines may be a part.
        int[] allowed =
        [
            .. RuleSearch
                .Before(train, target, [.. known.Where(rule => rule.IsComputed), .. found.Values])
                .Intersect(FormulaCandidates.Values(sample, target) < FewestValues ? times : numeric)
                .Where(part => !RuleSearch.Needs(train.Columns[part].Name, train.Columns[target].Name, known)),
        ];
        var quotients = new List<(FormulaColumn Rule, int Target, int Quotient)>();
        return new(Best(target, allowed, form, quotients), allowed, quotients);
    }

    private void Add(int target, Searched searched, FormulaForms form, int[] targets)
    {
        products.AddRange(searched.Products);
        var best = searched.Best;
        if (
            form == FormulaForms.Sums
            && best is { IsMultiple: true }
            && Turned(target, best, searched.Allowed, targets) is { } turned
        )
        {
            found[turned.Part] = turned.Multiple;
            best = turned.Whole;
        }

        if (best is not null)
        {
            found[target] = best;
        }
    }

    // Products of parts for which no quotient was found after all.
    private void AddProducts()
    {
        foreach (var (rule, target, quotient) in products)
        {
            if (
                !found.ContainsKey(target)
                && !found.ContainsKey(quotient)
                && !rule.Needs.Any(part => RuleSearch.Needs(part, rule.Column, [.. known, .. found.Values]))
            )
            {
                found[target] = rule;
            }
        }
    }

    // Of two columns that are multiples of each other, the one that further columns compute is where the other one comes from: kilocalories of nutrients.
    private (int Part, FormulaColumn Multiple, FormulaColumn Whole)? Turned(
        int target,
        FormulaColumn rule,
        int[] allowed,
        int[] targets
    )
    {
        int part = allowed.First(column => train.Columns[column].Name == rule.Parts[0]);
        return
            targets.Contains(part)
            && !found.ContainsKey(part)
            && Best(part, [target], FormulaForms.Sums, products) is { } multiple
            && multiple.IsMultiple
            && OfOthers(target, part) is { } whole
            && !(OfOthers(part, target) is { } own && own.Formula.Length <= whole.Formula.Length)
            ? (part, multiple, whole)
            : null;

        FormulaColumn? OfOthers(int column, int other)
        {
            int[] others = Array.FindAll(
                allowed,
                one =>
                    one != column
                    && one != other
                    && !RuleSearch.Needs(
                        train.Columns[one].Name,
                        train.Columns[other].Name,
                        [.. known, .. found.Values]
                    )
            );
            return Best(column, others, FormulaForms.Sums, products) is { Parts.Count: > 1 } sum ? sum : null;
        }
    }

    // The first formula that is evident, unless a later one says so much more: a rate per kilometre is that of some expenses.
    private FormulaColumn? Best(
        int target,
        int[] allowed,
        FormulaForms form,
        List<(FormulaColumn Rule, int Target, int Quotient)> quotients
    )
    {
        FormulaColumn? best = null;
        int covered = 0;
        int rowsOfColumn = sample.ColumnValues(target).Count(value => !double.IsNaN(value));
        foreach (var (formula, parts) in Candidates.Of(target, allowed, form))
        {
            int rowsOfRule = CaseSearch.Covered(sample, target, formula, parts);
            if (rowsOfRule <= MoreRows * covered)
            {
                continue;
            }

            var rule = FormulaColumn.Create(train, target, parts, formula);
            if (
                FormulaSearch.CanBeWritten(rule, train)
                && FormulaVariety.IsEnough(sample, rule)
                && tried.Holding(rule, rows => IsEvident(rows, rule, target, parts, formula)) is { } rows
            )
            {
                if (RoundedQuotient.Find(rows, target, parts, formula) is >= 0 and var part)
                {
                    quotients.Add((rule, target, parts[part]));
                    continue;
                }

                (best, covered) = (rule, rowsOfRule);
                if (MoreRows * covered >= rowsOfColumn)
                {
                    break;
                }
            }
        }

        return best;
    }

    // Where a bound or a 0 takes the place of a formula, it is not evident.
    private bool IsEvident(Table rows, FormulaColumn rule, int target, int[] parts, Formula formula)
    {
        if (formula.Plain != formula)
        {
            rows = CaseSearch.Telling(rows, target, formula);
            (rule, formula) = (FormulaColumn.Create(rows, target, parts, formula.Plain), formula.Plain);
        }

        return new FormulaEvidence(rows, rule, target, parts, formula).IsEnough(found.ContainsKey);
    }

    // What the search of a column has found: its formula, the columns that it may have, and products that may be quotients.
    private sealed record Searched(
        FormulaColumn? Best,
        int[] Allowed,
        IReadOnlyList<(FormulaColumn Rule, int Target, int Quotient)> Products
    );
}
