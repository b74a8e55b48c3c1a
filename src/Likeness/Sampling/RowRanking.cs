using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;

namespace Likeness.Sampling;

/// <summary>Rows ranked from most to least unusual under a run's model.</summary>
/// <param name="Scores">
/// One score per row, higher for more typical rows; a log-density in the data's own space if the model has one.
/// </param>
/// <param name="Transformed">The log-density in model space; empty if the score is not a log-density.</param>
/// <param name="Kind">The kind of score: <c>exact</c>, a bound on the log-density, or a substitute for it.</param>
/// <param name="IsDensity">Whether the score is a log-density.</param>
/// <param name="Ranks">1 for the most unusual row; rows with equal scores share the lowest of their ranks.</param>
/// <param name="Threshold">Rows with a lower score are flagged; null if no false-alarm rate was requested, or rows have p-values.</param>
public sealed record RowRanking(
    IReadOnlyList<double> Scores,
    IReadOnlyList<double> Transformed,
    string Kind,
    bool IsDensity,
    IReadOnlyList<int> Ranks,
    double? Threshold
)
{
    // p-values are whole numbers of parts.
    private const double Rounding = 1e-12;

    /// <summary>
    /// For a table under a model that says how unlikely each value of a row is given the others, and with test rows: the part of rows like the data that are at most as typical, in (0, 1] (a conformal p-value). Rows
    /// are then in this order, and flagged if it is at most the false-alarm rate; otherwise null.
    /// </summary>
    public IReadOnlyList<double>? PValues { get; init; }

    /// <summary>With p-values, the values of each row that are less likely given its others than in 99 % of rows like the data; null for a row without.</summary>
    public IReadOnlyList<UnusualValue?>? Unusual { get; init; }

    /// <summary>The false-alarm rate that was asked for; null for none.</summary>
    public double? FalseAlarm { get; private init; }

    // The order of rows with p-values.
    private double[]? Typicality { get; init; }

    /// <summary>For a table, which rows are outside the learned range, and how many values are off the grid; otherwise null.</summary>
    public RangeCheck? Range { get; init; }

    /// <summary>For a table with rules, the one that each row breaks first, in words; null for a row that breaks none. Such rows are the most unusual ones, whatever their score.</summary>
    public IReadOnlyList<string?>? Breaks { get; init; }

    /// <summary>How far densities that solve a differential equation are off; null for other scores.</summary>
    internal SolverError? SolverError { get; init; }

    /// <summary>Ranks scores, and sets a threshold at a false-alarm rate from the scores of reference examples.</summary>
    /// <param name="scores">One per example, higher for more typical ones.</param>
    /// <param name="transformed">The log-density in model space; empty if the score is not a log-density.</param>
    /// <param name="kind">The kind of score.</param>
    /// <param name="isDensity">Whether the score is a log-density.</param>
    /// <param name="known">Scores of examples that the model was not trained on; null for no threshold.</param>
    /// <param name="falseAlarm">The false-alarm rate, in (0, 1); null for no threshold.</param>
    /// <param name="areTest">Whether these are the test examples; else the validation examples.</param>
    /// <param name="breaks">The rule that each example breaks, null for none; null if there are no rules.</param>
    /// <exception cref="LikenessException">There are too few reference scores for the rate.</exception>
    internal static RowRanking Create(
        double[] scores,
        double[] transformed,
        string kind,
        bool isDensity,
        double[]? known,
        double? falseAlarm,
        bool areTest = false,
        IReadOnlyList<string?>? breaks = null
    )
    {
        double? threshold = null;
        if (known is not null && falseAlarm is { } rate)
        {
            int allowed = Allowed(rate, known.Length, areTest);
            threshold = known.Order().ElementAt(allowed);
        }

        return new RowRanking(scores, transformed, kind, isDensity, RankOf(scores, breaks), threshold)
        {
            Breaks = breaks,
            FalseAlarm = falseAlarm,
        };
    }

    /// <summary>Ranks rows by their typicality.</summary>
    /// <param name="scores">Log-densities.</param>
    /// <param name="transformed">The same in model space.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="ranks">The order of the rows, and their p-values.</param>
    /// <param name="unusual">The values of each row that do not fit the others.</param>
    /// <param name="falseAlarm">The false-alarm rate, in (0, 1); null for no threshold.</param>
    /// <param name="breaks">The rule that each example breaks, null for none; null if there are no rules.</param>
    internal static RowRanking Create(
        double[] scores,
        double[] transformed,
        string kind,
        TypicalityRanks ranks,
        IReadOnlyList<UnusualValue?> unusual,
        double? falseAlarm,
        IReadOnlyList<string?>? breaks
    ) =>
        new(scores, transformed, kind, IsDensity: true, RankOf(scores, breaks, ranks.Order), Threshold: null)
        {
            Breaks = breaks,
            FalseAlarm = falseAlarm,
            PValues = ranks.PValues,
            Typicality = ranks.Order,
            Unusual = unusual,
        };

    /// <summary>Whether a row is flagged as unusual.</summary>
    public bool IsFlagged(int row) => PValues is null ? Order(row) < Threshold : PValues[row] <= FalseAlarm + Rounding;

    /// <summary>The score by which a row is in order: less than any for a row that breaks a rule.</summary>
    internal double Order(int row) => Order(Typicality ?? Scores, Breaks, row);

    /// <summary>The scores by which rows are in order.</summary>
    /// <param name="scores">One for each row.</param>
    /// <param name="breaks">The rule that each row breaks, null for none; null if there are no rules.</param>
    internal static double[] InOrder(IReadOnlyList<double> scores, IReadOnlyList<string?>? breaks) =>
        [.. Enumerable.Range(0, scores.Count).Select(row => Order(scores, breaks, row))];

    private static double Order(IReadOnlyList<double> scores, IReadOnlyList<string?>? breaks, int row) =>
        breaks?[row] is null ? scores[row] : double.NegativeInfinity;

    /// <summary>
    /// The ranking as a table with one row per row: <c>log_density</c> and <c>log_density_transformed</c>, or <c>score</c>;
    /// <c>rank</c>; <c>p_value</c> where there are p-values; with a false-alarm rate <c>flagged</c>, 1 or 0; for tables <c>outside</c>, 1 or 0, for rows outside the learned range, with p-values <c>unusual</c>,
    /// the columns whose values do not fit the others, and <c>expected</c>, what is expected in the first of these, and with rules <c>breaks</c>, the rule that the row breaks.
    /// </summary>
    public Table ToTable()
    {
        List<(string Name, Func<int, double> Value)> columns = IsDensity
            ? [("log_density", row => Scores[row]), ("log_density_transformed", row => Transformed[row])]
            : [("score", row => Scores[row])];
        columns.Add(("rank", row => Ranks[row]));
        if (PValues is not null)
        {
            columns.Add(("p_value", row => PValues[row]));
        }

        if (FalseAlarm is not null)
        {
            columns.Add(("flagged", row => IsFlagged(row) ? 1 : 0));
        }

        if (Range is { } range)
        {
            columns.Add(("outside", row => range.Outside[row] ? 1 : 0));
        }

        var numbers = new Table(
            [.. columns.Select(column => new Column(column.Name))],
            [.. Enumerable.Range(0, Scores.Count).SelectMany(row => columns.Select(column => column.Value(row)))]
        );
        if (Unusual is not null)
        {
            numbers = With(
                numbers,
                "unusual",
                [.. Unusual.Select(row => row is null ? null : string.Join(", ", row.Columns))]
            );
            numbers = With(numbers, "expected", [.. Unusual.Select(row => row?.Expected)]);
        }

        return Breaks is null ? numbers : With(numbers, "breaks", Breaks);
    }

    private static Table With(Table rows, string name, IReadOnlyList<string?> texts)
    {
        string[] levels = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
        var codes = levels
            .Index()
            .ToDictionary(level => level.Item, level => (double)level.Index, StringComparer.Ordinal);
        return Table.FromColumns(
            [.. rows.Columns, new Column(name) { Kind = new CategoryKind(levels), Missing = "" }],
            [
                .. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues),
                [.. texts.Select(text => text is null ? double.NaN : codes[text])],
            ]
        );
    }

    // The index, in sorted scores, of the score below which an example is flagged.
    internal static int Allowed(double rate, int known, bool areTest = false)
    {
        string kind = areTest ? "test" : "validation";
        int allowed = (int)Math.Floor(rate * (known + 1)) - 1;
        return rate is > 0 and < 1 && allowed >= 0
            ? allowed
            : throw new LikenessException(
                known == 0
                    ? $"the run has no {kind} examples to set a false-alarm rate with (train it with --{(areTest ? "holdout" : "validation")} 0.1)"
                    : $"a false-alarm rate of {rate} cannot be set with {known} {kind} examples (use {1.0 / (known + 1):0.#####} or more, below 1)"
            );
    }

    // 1 for the least typical of those that break a rule, or of all, then for the lowest score; equal rows share the lowest of their ranks.
    private static int[] RankOf(double[] scores, IReadOnlyList<string?>? breaks, double[]? typicality = null)
    {
        int[] order =
        [
            .. Enumerable
                .Range(0, scores.Length)
                .OrderBy(i => breaks?[i] is null)
                .ThenBy(i => typicality?[i] ?? 0)
                .ThenBy(i => scores[i])
                .ThenBy(i => i),
        ];
        int[] ranks = new int[scores.Length];
        for (int position = 0; position < order.Length; position++)
        {
            bool ties = position > 0 && Same(order[position], order[position - 1]);
            ranks[order[position]] = ties ? ranks[order[position - 1]] : position + 1;
        }

        return ranks;

        bool Same(int one, int other) =>
            scores[one].Equals(scores[other])
            && typicality?[one] == typicality?[other]
            && breaks?[one] is null == breaks?[other] is null;
    }
}
