using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds columns that are computed from others (<see cref="LinearSearch"/>, <see cref="ProductSearch"/>, <see cref="InclusiveDays"/>, <see cref="CaseSearch"/>, <see cref="BoundSearch"/>) and rounded, with
/// <see cref="FormulaEvidence"/>.
/// </summary>
internal static class FormulaSearch
{
    private const int SearchedRows = 4000;

    // Of a wide table, in so many columns next to each other.
    private const int Neighbours = 16;
    private const int NeighbourStep = 8;

    // Columns of few values follow formulas by chance.
    private const int FewestValues = 3;
    private const int FewestValuesOfTimes = 2; // days from one to another: terms of 14 or 30
    private const int FewestValuesOfProducts = 20;

    // Columns whose numbers of values differ by less may each be the computed one.
    private const double SameCount = 1.5;

    // A formula of so many times as many rows goes before a simpler one.
    private const double MoreRows = 1.2;

    // Of unrounded parts, from so many times as many values as the total on.
    private const int MoreValuesOfRests = 2;

    /// <summary>The rules that all rows satisfy, none of which needs a column that needs its own.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int stride = Math.Max(1, train.RowCount / SearchedRows);
        var sample =
            stride == 1
                ? train
                : train.TakeRows([.. Enumerable.Range(0, train.RowCount / stride).Select(row => row * stride)]);
        var tried = new ExactFormulas(train, sample);
        int[] numeric = Numeric(train);
        if (numeric.Length <= tried.MaxColumns)
        {
            return All(train, tried, known);
        }

        // Columns of a wide table that belong together stand together.
        var found = new List<FormulaColumn>();
        for (int first = 0; first == 0 || first + Neighbours - NeighbourStep < numeric.Length; first += NeighbourStep)
        {
            int[] neighbours = numeric[first..Math.Min(numeric.Length, first + Neighbours)];
            found.AddRange([.. All(train, tried, [.. known, .. found], neighbours)]);
        }

        return found;
    }

    private static int[] Numeric(Table train) =>
        [.. Enumerable.Range(0, train.Width).Where(column => train.Columns[column].Kind.IsNumeric)];

    /// <summary>The rules that enough rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="tried">The rows in which formulas are looked for, and what is enough.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, TriedFormulas tried, IReadOnlyList<TableRule> known) =>
        Numeric(train) is { Length: >= 2 } numeric && numeric.Length <= tried.MaxColumns
            ? All(train, tried, known, numeric)
            : [];

    // Of some of the columns of numbers.
    private static Dictionary<int, FormulaColumn>.ValueCollection All(
        Table train,
        TriedFormulas tried,
        IReadOnlyList<TableRule> known,
        int[] numeric
    )
    {
        var sample = tried.Sample;
        int[] times = Array.FindAll(numeric, column => train.Columns[column].Kind is TimeKind);
        int[] targets =
        [
            .. numeric
                .Where(column =>
                    train.Columns[column].Kind is not TimeKind
                    && RuleSearch.IsOriginal(train.Columns[column].Name, known)
                    && tried.MayCompute(train.Columns[column].Name)
                )
                .Select(column => (Column: column, Values: Values(sample, column)))
                .Where(one => one.Values >= (times.Length > 1 ? FewestValuesOfTimes : FewestValues))
                .OrderByDescending(one => Math.Round(Math.Log(one.Values, SameCount)))
                .ThenByDescending(one => one.Column)
                .Select(one => one.Column),
        ];
        int[] ofProducts = Array.FindAll(targets, target => Values(sample, target) >= FewestValuesOfProducts);
        var found = new Dictionary<int, FormulaColumn>();
        var products = new List<(FormulaColumn Rule, int Target, int Quotient)>();
        // Sums that miss nothing first. Sums and products leave positive columns positive, and are what is written; then differences, then quotients;
        // last what says less of the zeros.
        foreach (var form in tried.Forms)
        {
            foreach (int target in targets.Where(target => !found.ContainsKey(target)))
            {
                // A column that another one determines may be a part.
                int[] allowed =
                [
                    .. RuleSearch
                        .Before(train, target, [.. known.Where(rule => rule.IsComputed), .. found.Values])
                        .Intersect(Values(sample, target) < FewestValues ? times : numeric)
                        .Where(part => !RuleSearch.Needs(train.Columns[part].Name, train.Columns[target].Name, known)),
                ];
                if (Best(target, allowed, form) is not { } best)
                {
                    continue;
                }

                if (form == FormulaForms.Sums && best.IsMultiple && Turned(target, best, allowed) is { } turned)
                {
                    found[turned.Part] = turned.Multiple;
                    best = turned.Whole;
                }

                found[target] = best;
            }
        }

        // Products of parts for which no quotient was found after all.
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

        return found.Values;

        // Of two columns that are multiples of each other, the one that further columns compute is where the other one comes from: kilocalories of nutrients.
        (int Part, FormulaColumn Multiple, FormulaColumn Whole)? Turned(int target, FormulaColumn rule, int[] allowed)
        {
            int part = allowed.First(column => train.Columns[column].Name == rule.Parts[0]);
            return
                targets.Contains(part)
                && !found.ContainsKey(part)
                && Best(part, [target], FormulaForms.Sums) is { } multiple
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
                return Best(column, others, FormulaForms.Sums) is { Parts.Count: > 1 } sum ? sum : null;
            }
        }

        // The first formula that is evident, unless a later one says so much more: a rate per kilometre is that of some expenses.
        FormulaColumn? Best(int target, int[] allowed, FormulaForms form)
        {
            FormulaColumn? best = null;
            int covered = 0;
            int rowsOfColumn = sample.ColumnValues(target).Count(value => !double.IsNaN(value));
            foreach (var (formula, parts) in Candidates(target, allowed, form))
            {
                int rowsOfRule = CaseSearch.Covered(sample, target, formula, parts);
                if (rowsOfRule <= MoreRows * covered)
                {
                    continue;
                }

                var rule = FormulaColumn.Create(train, target, parts, formula);
                if (
                    CanBeWritten(rule, train)
                    && FormulaVariety.IsEnough(sample, rule)
                    && tried.Holding(rule, rows => IsEvident(rows, rule, target, parts, formula)) is { } rows
                )
                {
                    if (RoundedQuotient.Find(rows, target, parts, formula) is >= 0 and var part)
                    {
                        products.Add((rule, target, parts[part]));
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
        bool IsEvident(Table rows, FormulaColumn rule, int target, int[] parts, Formula formula)
        {
            if (formula.Plain != formula)
            {
                rows = CaseSearch.Telling(rows, target, formula);
                (rule, formula) = (FormulaColumn.Create(rows, target, parts, formula.Plain), formula.Plain);
            }

            return new FormulaEvidence(rows, rule, target, parts, formula).IsEnough(found.ContainsKey);
        }

        IEnumerable<(Formula Formula, int[] Parts)> Candidates(int target, int[] allowed, FormulaForms form)
        {
            // A total that is not rounded has not fewer values than a part of it: what is left of it has more.
            bool IsRest(int part) =>
                Values(sample, part) > MoreValuesOfRests * Values(sample, target)
                && !(RoundedNumber.DecimalsOf(train, target) < RoundedNumber.DecimalsOf(train, part));
            var searched = new SearchedColumn(sample, target, allowed, RoundedNumber.DecimalsOf(train, target))
            {
                MayBreak = tried.MayBreak,
            };
            return form switch
            {
                FormulaForms.SumsOfMissing => CaseSearch.OfMissing(searched),
                FormulaForms.Quotients => Products(searched, mayDivide: true),
                FormulaForms.Sums => Products(searched, mayDivide: false)
                    .Concat(
                        Sums(searched, maySubtract: false).Where(one => one.Parts.Length < 2 || !one.Parts.Any(IsRest))
                    ),
                // What is a product as well as a sum has another sum, with a difference, for one of its terms.
                FormulaForms.Differences => Sums(searched, maySubtract: true),
                FormulaForms.ProductSums => ofProducts.Contains(target) ? ProductSums.Of(searched) : [],
                FormulaForms.Zeros => CaseSearch.OfZeros(searched, SumsAndProducts),
                _ => BoundSearch.Of(
                    searched,
                    one => SumsAndProducts(one).Concat(CaseSearch.OfZeros(one, SumsAndProducts))
                ),
            };
        }

        IEnumerable<(Formula Formula, int[] Parts)> SumsAndProducts(SearchedColumn searched) =>
            Sums(searched, maySubtract: true).Concat(Products(searched, mayDivide: false));

        IEnumerable<(Formula Formula, int[] Parts)> Products(SearchedColumn searched, bool mayDivide) =>
            ProductSearch
                .Of(searched, mayDivide, isOfTimes: !ofProducts.Contains(searched.Target))
                .Concat(mayDivide ? [] : InclusiveDays.Of(searched));

        // What is computed itself says the same once more, unless a sum needs it.
        IEnumerable<(Formula Formula, int[] Parts)> Sums(SearchedColumn searched, bool maySubtract)
        {
            int[] originals = Array.FindAll(searched.Allowed, column => !found.ContainsKey(column));
            // Of columns that depend on each other exactly, least squares have no answer.
            int[] free = Array.FindAll(
                originals,
                column => !known.Any(rule => rule.IsComputed && rule.Column == train.Columns[column].Name)
            );
            // A total of some may be that of others, too, one of which is what is left of it.
            int[] totals = Array.FindAll(
                searched.Allowed,
                column => !found.Values.Any(rule => rule.Needs.Contains(train.Columns[column].Name))
            );
            return ((int[][])[originals, searched.Allowed, free, totals])
                .DistinctBy(columns => string.Join(' ', columns))
                .SelectMany(columns =>
                    LinearSearch
                        .Of(tried.ForSums(searched with { Allowed = columns }), maySubtract)
                        .Where(one => columns != totals || FormulaEvidence.IsPlain(one.Formula))
                )
                .Concat(searched.MayBreak || maySubtract ? [] : LinearSearch.OfOftenMissing(searched));
        }
    }

    private static int Values(Table rows, int column) =>
        rows.ColumnValues(column).Where(value => !double.IsNaN(value)).Distinct().Count();

    // A schema must be able to take the rule back.
    internal static bool CanBeWritten(FormulaColumn rule, Table train) =>
        RuleText.Parse(rule.ToString(), [.. train.Columns.Select(column => column.Name)])
            is { Relation: RuleRelation.Equals } read
        && read.Column == rule.Column
        && read.Parts.SequenceEqual(rule.Parts)
        && read.Formula!.Write(read.Parts) == rule.ToString()[(rule.Column.Length + 3)..];
}

/// <summary>Which formulas are looked for, in this order.</summary>
internal enum FormulaForms
{
    /// <summary>Sums of multiples in which missing parts count as 0.</summary>
    SumsOfMissing,

    /// <summary>Sums of positive multiples, and products.</summary>
    Sums,

    /// <summary>Sums with negative multiples.</summary>
    Differences,

    /// <summary>Products with inverses.</summary>
    Quotients,

    /// <summary>Products with one more column that is added or subtracted.</summary>
    ProductSums,

    /// <summary>Sums and products that are never below 0, or in whose place there may be a 0.</summary>
    Zeros,

    /// <summary>The larger or smaller of two of these, of multiples and of numbers.</summary>
    Bounds,
}

/// <summary>A column of which a formula is looked for.</summary>
/// <param name="Rows">Rows of the data.</param>
/// <param name="Target">The place of the column.</param>
/// <param name="Allowed">The places of columns that the formula may have.</param>
/// <param name="Decimals">Decimal places of the column; null if it is not rounded.</param>
internal sealed record SearchedColumn(Table Rows, int Target, int[] Allowed, int? Decimals)
{
    /// <summary>Whether a formula may be just another column.</summary>
    public bool MayCopy { get; init; }

    /// <summary>Whether some rows may have another value.</summary>
    public bool MayBreak { get; init; }
}
