using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Keeps values of few people out of samples: levels that fewer than <see cref="MinRows"/> training rows have, and numbers below the fifth lowest or above the
/// fifth highest. It is no guarantee: it says nothing of combinations of values.
/// </summary>
/// <param name="limits">The limits of columns that have any.</param>
internal sealed partial class Protection(IReadOnlyList<ColumnLimits> limits)
{
    /// <summary>The training rows that a value needs.</summary>
    public const int MinRows = 5;

    private const int MaxNamed = 4;

    // With more rows of rare levels, samples look different from the data.
    private const double ManyRows = 0.01;

    // With so many, the column says something else.
    private const double MostRows = 1.0 / 3;

    private readonly Dictionary<string, ColumnLimits> limitsOf = limits.ToDictionary(limit => limit.Column);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No protection.</summary>
    public static Protection None { get; } = new([]);

    /// <summary>The limits of columns that have any.</summary>
    public IReadOnlyList<ColumnLimits> Limits => limits;

    /// <summary>A sentence on what is not sampled; null if everything may be.</summary>
    /// <param name="columns">The columns of the data.</param>
    /// <param name="ranges">What is beyond the ranges of levels, see <see cref="LevelRanges.Description"/>; null without these.</param>
    public string? Describe(IReadOnlyList<Column> columns, string? ranges = null)
    {
        var levelsOf = columns.ToDictionary(column => column.Name, column => column.Kind.LevelCount);
        var rare = limits.Where(limit => limit.Rare.Count > 0).ToList();
        string[] names =
        [
            .. rare.Take(MaxNamed)
                .Select(limit =>
                    (
                        limit.Rare.Count == levelsOf.GetValueOrDefault(limit.Column)
                            ? $"all of {limit.Column}, which is then missing"
                        : limit.RareRows >= ManyRows
                            ? $"{limit.Rare.Count} of {limit.Column}, which {Numeral.Percent(limit.RareRows)} of the rows have"
                        : $"{limit.Rare.Count} of {limit.Column}"
                    )
                    + (limit.StandIns is null ? "" : "; it is missing where no other level agrees with the row")
                    + (limit.Key is null ? "" : $", counting each '{limit.Key}' once")
                ),
            .. rare.Count > MaxNamed ? [$"and of {rare.Count - MaxNamed} more columns"] : Array.Empty<string>(),
        ];
        string?[] parts =
        [
            DescribeCodes(),
            names.Length == 0 ? null : $"levels of fewer than {MinRows} training rows ({string.Join(", ", names)})",
            limits.Count == rare.Count ? null
            : ranges is null ? "numbers beyond the fifth lowest and highest"
            : $"numbers beyond the fifth lowest and highest, also beyond {ranges}",
        ];
        return limits.Count == 0
            ? null
            : $"protection is on (--no-protection switches it off): no sample has {string.Join(", or ", parts.OfType<string>())}";
    }

    /// <summary>A sentence on each column whose level protection changes in many rows.</summary>
    /// <param name="columns">The columns of the data.</param>
    public IEnumerable<string> Warnings(IReadOnlyList<Column> columns)
    {
        var kindOf = columns.ToDictionary(column => column.Name, column => column.Kind);
        foreach (var limit in limits.Where(limit => limit.RareRows > MostRows))
        {
            var kind = kindOf.GetValueOrDefault(limit.Column);
            int levels = kind?.LevelCount ?? 0;
            string what =
                limit.Rare.Count == levels
                    ? $"'{limit.Column}' is missing in all samples: {limit.Few} have each of its levels"
                    : $"samples have {levels - limit.Rare.Count} of the {levels} levels of '{limit.Column}': {Numeral.Percent(limit.RareRows)} of the rows have one of the others, each of which {limit.Few} have";
            yield return $"protection: {what} ({NumbersAmongTexts.AdviceFor(kind) ?? "--no-protection keeps them; a schema may declare an identifier or a text"})";
        }
    }

    /// <summary>Why no sample can satisfy a condition: a sentence; null where one can.</summary>
    /// <param name="column">The condition's column.</param>
    /// <param name="condition">The condition.</param>
    public string? Refuse(Column column, Condition condition)
    {
        if (!limitsOf.TryGetValue(column.Name, out var limit))
        {
            return RefuseCode(column, condition);
        }

        string? kept =
            column.Kind.LevelCount > 0
                ? condition.IsEquality && limit.Rare.Contains((int)condition.Low)
                    ? $"{limit.Few} have it"
                    : null
                : condition.Low > limit.High
                    ? $"the largest number that is sampled is {Condition.Text(limit.High, column)}, the fifth highest of the training rows"
                    : condition.High < limit.Low
                        ? $"the smallest number that is sampled is {Condition.Text(limit.Low, column)}, the fifth lowest of the training rows"
                        : null;
        return kept is null
            ? null
            : $"{condition.Describe(column)} is kept out of samples by protection: {kept} (train with --no-protection to sample it)";
    }

    /// <summary>Finds the limits in training rows. What is the same in all rows of a person counts once.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="panel">The rows of a panel, whose times stay; null for none.</param>
    public static Protection Fit(Table train, IReadOnlyList<TableRule>? rules = null, PanelRows? panel = null)
    {
        var counted = CountedRows.Find(train, rules ?? []);
        // What counts or sums up the rows of a person is limited with these, ranks with their scores.
        var counters = (rules ?? [])
            .OfType<SubjectColumns>()
            .SelectMany(rule => (rule.Series?.Totals ?? []).Select(total => total.Column).Append(rule.Series?.Counter))
            .OfType<string>()
            .Concat((rules ?? []).OfType<RankColumn>().Select(rule => rule.Column))
            .ToHashSet(StringComparer.Ordinal);
        // So is what is computed from it: those encode last.
        foreach (
            var rule in (rules ?? []).Reverse().Where(rule => rule.IsComputed && rule.Needs.Any(counters.Contains))
        )
        {
            counters.Add(rule.Column);
        }

        // Parts of a time are limited with it; so is what follows from the times of a panel, which stay.
        counters.UnionWith((rules ?? []).OfType<TimePartColumn>().Select(rule => rule.Column));
        counters.UnionWith(
            (rules ?? [])
                .OfType<FollowingColumn>()
                .Where(rule => panel is not null && rule.Needs.SequenceEqual([panel.Time]))
                .Select(rule => rule.Column)
        );
        var ofFile = train.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault();
        var repeating = (rules ?? []).OfType<OneOfColumn>().ToDictionary(rule => rule.Column);
        ColumnLimits[] limits =
        [
            .. train
                .Columns.Select(
                    (column, i) =>
                        counters.Contains(column.Name) || column.Name == panel?.Time
                            ? null
                            : ColumnLimits.Find(
                                column,
                                repeating.GetValueOrDefault(column.Name),
                                train.Column(i),
                                counted.GetValueOrDefault(column.Name),
                                ofFile
                            )
                )
                .OfType<ColumnLimits>(),
        ];
        var plain = new Protection(limits);
        return new([.. limits.Select(limit => plain.WithStandIns(limit, train, rules ?? []))]);
    }

    /// <summary>
    /// Training rows without rare levels: each is replaced by the level of the most similar row that has a common one, or counts as missing where no level
    /// is common. What hardly two people share is moved a little.
    /// </summary>
    /// <param name="train">Training rows as the rules encode them.</param>
    /// <param name="rules">The rules; a value that determines a rare level is rare, too.</param>
    public Table Protect(Table train, IReadOnlyList<TableRule> rules)
    {
        train = limits.Count > 0 ? SubjectNoise.Apply(train, rules) : train;
        var rareOf = RareValues(rules);
        if (train.Picture is not null || (rareOf.Count == 0 && limits.All(limit => limit.RareCodes is null)))
        {
            return train;
        }

        Column[] columns = [.. train.Columns];
        double[][] cells = [.. Enumerable.Range(0, train.Width).Select(train.ColumnValues)];
        var similar = new Lazy<SimilarRows>(() => new(train));
        for (int column = 0; column < columns.Length; column++)
        {
            if (limitsOf.GetValueOrDefault(columns[column].Name)?.RareCodes is { } codes)
            {
                ReplaceCodes(similar.Value, cells[column], codes, (ulong)column);
            }

            if (!rareOf.TryGetValue(columns[column].Name, out var rare))
            {
                continue;
            }

            double[] values = cells[column];
            int[] affected = [.. Enumerable.Range(0, values.Length).Where(row => rare.Contains(values[row]))];
            int[] common =
            [
                .. Enumerable
                    .Range(0, values.Length)
                    .Where(row => !double.IsNaN(values[row]) && !rare.Contains(values[row])),
            ];
            if (affected.Length == 0)
            {
                continue;
            }

            columns[column] =
                common.Length == 0 ? columns[column] with { Missing = columns[column].Missing ?? "" } : columns[column];
            double[] replaced =
                common.Length == 0
                    ? [.. affected.Select(_ => double.NaN)]
                    : Replacements(
                        similar.Value,
                        values,
                        affected,
                        common,
                        Coarse(columns[column].Name, rules),
                        (ulong)column
                    );
            for (int i = 0; i < affected.Length; i++)
            {
                values[affected[i]] = replaced[i];
            }
        }

        return Table.FromColumns(columns, cells);
    }

    /// <summary>Samples with numbers within their limits.</summary>
    /// <param name="rows">Rows with columns of the data.</param>
    /// <param name="isLimited">Whether a column's numbers are those of the data; null if all are.</param>
    public Table Limit(Table rows, Func<string, bool>? isLimited = null)
    {
        if (limits.Count == 0)
        {
            return rows;
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            if (
                limitsOf.TryGetValue(rows.Columns[column].Name, out var limit)
                && isLimited?.Invoke(limit.Column) != false
            )
            {
                double[] values = cells[column];
                for (int row = 0; row < values.Length; row++)
                {
                    // Math.Clamp keeps NaN.
                    values[row] = Math.Clamp(values[row], limit.Low, limit.High);
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture);
    }

    /// <summary>Whether a value of a column is emitted.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="value">The value.</param>
    public bool IsEmitted(string column, double value) =>
        !limitsOf.TryGetValue(column, out var limit)
        || !(value < limit.Low || value > limit.High || limit.Rare.Any(level => level == value));

    /// <summary>Excludes rows that hold what is not emitted.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="allowed">Set to false for such rows.</param>
    public void Exclude(Table rows, bool[] allowed)
    {
        for (int column = 0; column < rows.Width; column++)
        {
            if (!limitsOf.TryGetValue(rows.Columns[column].Name, out var limit))
            {
                continue;
            }

            var values = rows.Column(column);
            var rare = limit.Rare.Except(limit.StandIns ?? []).Select(level => (double)level).ToHashSet();
            for (int row = 0; row < allowed.Length; row++)
            {
                // Comparisons with NaN are false.
                allowed[row] &=
                    !(values[row] < limit.Low || values[row] > limit.High)
                    && limit.RareCodes?.Contains(NumberCodes.Of(values[row])) != true
                    && (rare.Count == 0 || !rare.Contains(values[row]));
            }
        }
    }

    /// <summary>The limits as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(limits, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static Protection FromJson(JsonElement json)
    {
        try
        {
            return new(json.Deserialize<ColumnLimits[]>(Json) ?? []);
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                "the stored limits of samples are damaged or of another program (restore run.json, or train again)",
                error
            );
        }
    }

    // Levels of the most similar rows: of those with the same coarse values, where there are any.
    private static double[] Replacements(
        SimilarRows similar,
        double[] values,
        int[] affected,
        int[] common,
        CoarseValues coarse,
        ulong seed
    )
    {
        var replaced = new double[affected.Length];
        var rowsOf = common.ToLookup(row => values[row]);
        double[] levels = [.. rowsOf.Select(group => group.Key)];
        var keyOf = affected
            .Select(row => values[row])
            .Distinct()
            .ToDictionary(
                level => level,
                level => coarse.KeyOf(level) is { } key && coarse.CommonOf(level, levels).Count > 0 ? key : null
            );
        // Rows that share no coarse value with a common one are searched together: they have the same candidates.
        var groups = Enumerable.Range(0, affected.Length).GroupBy(i => keyOf[values[affected[i]]]);
        foreach (var group in groups)
        {
            int[] places = [.. group];
            int[] nearest = similar.Nearest(
                Array.ConvertAll(places, i => affected[i]),
                group.Key is null
                    ? common
                    :
                    [
                        .. coarse
                            .CommonOf(values[affected[places[0]]], levels)
                            .SelectMany(level => rowsOf[level])
                            .Order(),
                    ],
                seed,
                affected.Length
            );
            for (int i = 0; i < places.Length; i++)
            {
                replaced[places[i]] = values[nearest[i]];
            }
        }

        return replaced;
    }

    // A level that is not emitted, or a value that determines one.
    private Dictionary<string, HashSet<double>> RareValues(IReadOnlyList<TableRule> rules)
    {
        var rareOf = limits
            .Where(limit => limit.Rare.Count > 0)
            .ToDictionary(
                limit => limit.Column,
                limit => limit.Rare.Except(limit.StandIns ?? []).Select(level => (double)level).ToHashSet()
            );
        // The determining column of a rule may be determined by that of a later one.
        foreach (var rule in DeterminedColumn.Of(rules))
        {
            if (rareOf.TryGetValue(rule.Column, out var rare))
            {
                rareOf.TryAdd(rule.By, []);
                rareOf[rule.By].UnionWith(rule.Pairs.Where(pair => rare.Contains(pair.Value)).Select(pair => pair.Key));
            }
        }

        // Models see other levels in place of these.
        foreach (var rule in rules.OfType<OneOfColumn>())
        {
            rareOf[rule.Column] = [.. rule.LabelsOf(limitsOf.GetValueOrDefault(rule.Column)?.Rare ?? [])];
        }

        return rareOf;
    }
}
