using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Formulas that a column may follow, of each form, the simplest first.</summary>
/// <param name="train">The training rows.</param>
/// <param name="tried">The rows in which formulas are looked for.</param>
/// <param name="known">The rules of other columns.</param>
/// <param name="found">The formulas found so far, by the places of their columns.</param>
internal sealed class FormulaCandidates(
    Table train,
    TriedFormulas tried,
    IReadOnlyList<TableRule> known,
    IReadOnlyDictionary<int, FormulaColumn> found
)
{
    // Columns of fewer values follow products by chance.
    private const int FewestValuesOfProducts = 20;

    // Of unrounded parts, from so many times as many values as the total on.
    private const int MoreValuesOfRests = 2;

    private readonly Table sample = tried.Sample;

    /// <summary>The formulas.</summary>
    /// <param name="target">The place of the column.</param>
    /// <param name="allowed">The places of columns that they may have.</param>
    /// <param name="form">Their form.</param>
    public IEnumerable<(Formula Formula, int[] Parts)> Of(int target, int[] allowed, FormulaForms form)
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
            FormulaForms.ProductSums => MayBeProduct(target) ? ProductSums.Of(searched) : [],
            FormulaForms.Zeros => CaseSearch.OfZeros(searched, SumsAndProducts),
            _ => BoundSearch.Of(searched, one => SumsAndProducts(one).Concat(CaseSearch.OfZeros(one, SumsAndProducts))),
        };
    }

    private IEnumerable<(Formula Formula, int[] Parts)> SumsAndProducts(SearchedColumn searched) =>
        Sums(searched, maySubtract: true).Concat(Products(searched, mayDivide: false));

    // A copy of a column would be its product with any ratio of others that is fixed.
    private IEnumerable<(Formula Formula, int[] Parts)> Products(SearchedColumn searched, bool mayDivide)
    {
        int[] others = Array.FindAll(searched.Allowed, column => !IsSame(column, searched.Target));
        return ProductSearch
            .Of(searched with { Allowed = others }, mayDivide, isOfTimes: !MayBeProduct(searched.Target))
            .Concat(mayDivide ? [] : InclusiveDays.Of(searched));
    }

    private bool IsSame(int column, int other) => sample.Column(column).SequenceEqual(sample.Column(other));

    // What is computed itself says the same once more, unless a sum needs it.
    private IEnumerable<(Formula Formula, int[] Parts)> Sums(SearchedColumn searched, bool maySubtract)
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

    private bool MayBeProduct(int column) => Values(sample, column) >= FewestValuesOfProducts;

    /// <summary>The number of values that a column has.</summary>
    public static int Values(Table rows, int column) => NumberTraits.Of(rows).Values(column);
}
