using Likeness.Data;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Privacy;
using Likeness.Evaluation.SdMetrics;
using Likeness.Evaluation.Separation;
using Likeness.Evaluation.Utility;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>Measures the similarity of generated and real rows, and the novelty of the generated rows.</summary>
public static class Evaluator
{
    /// <summary>
    /// Compares generated rows with test rows, or, without test rows, with the training rows (as the reference implementation, pi_generator,
    /// does). Distances of whole rows use numbers divided by their training standard deviation, except in the reference implementation's MMD; two
    /// categories differ by 1, a missing value differs from any other by 1. Identifiers and free text are not compared, but for the parts of identifiers that repeat.
    /// </summary>
    /// <param name="train">The training rows; null if unknown: novelty is then not measured.</param>
    /// <param name="test">Real rows that the model was not trained on; null or empty if it was trained on all rows.</param>
    /// <param name="generated">Rows sampled from the model, in the data's own units; at least two.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Called before each part and at the end.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="ArgumentException">Neither training nor test rows are provided.</exception>
    /// <exception cref="LikenessException">A table has too few rows, other columns or kinds of columns, or infinite values.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static EvaluationReport Evaluate(
        Table? train,
        Table? test,
        Table generated,
        EvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Evaluate(train, test, generated, MetricRegistry.All, settings, progress, cancellationToken);

    /// <summary>
    /// Computes only the verdict of <see cref="Evaluate(Table, Table, Table, EvaluationSettings, IProgress{EvaluationProgress}, CancellationToken)"/>,
    /// without the metrics that are not evidence, in a fraction of the time.
    /// </summary>
    /// <param name="train">The training rows; null if unknown: novelty is then not measured.</param>
    /// <param name="test">Real rows that the model was not trained on; null or empty if it was trained on all rows.</param>
    /// <param name="generated">Rows sampled from the model, in the data's own units; at least two.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <param name="progress">Called before each part and at the end.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="ArgumentException">Neither training nor test rows are provided.</exception>
    /// <exception cref="LikenessException">A table has too few rows, other columns or kinds of columns, or infinite values.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static Verdict Decide(
        Table? train,
        Table? test,
        Table generated,
        EvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Evaluate(train, test, generated, TableVerdict.Metrics, settings, progress, cancellationToken).Verdict;

    internal static EvaluationReport Evaluate(
        Table? train,
        Table? test,
        Table generated,
        IReadOnlyList<IMetric> metrics,
        EvaluationSettings? settings = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new EvaluationSettings();
        SettingRanges.Validate(settings);
        test = test is { RowCount: 0 } ? null : test;
        TargetColumn.Check(settings.Target, train ?? test ?? generated);
        var warnings = new List<string>();
        var (data, whole) = Data(train, test, generated, settings, warnings, cancellationToken);
        var paired = data.Thin(SampleCheck.Affordable(settings.PairRows, data.Reference.Width));
        var novel =
            settings.PanelTime is { } time && data.HasTraining
                ? Data(
                    Without(train!, time),
                    test is null ? null : Without(test, time),
                    Without(generated, time),
                    settings,
                    [],
                    cancellationToken
                ).Data
                : data;
        IMetric[] asked = [.. metrics.Where(metric => data.HasTraining || metric.Group != MetricGroup.Novelty)];
        var found = new IReadOnlyList<MetricResult>[asked.Length];
        NoveltyReport? novelty = null;
        SdMetricsReport? sdMetrics = null;
        PrivacyReport? privacy = null;
        UtilityReport? utility = null;
        var parts = new EvaluationParts(progress);
        parts.Add(() => Measure(MetricGroup.Coverage));
        parts.Add(() =>
        {
            Measure(MetricGroup.Novelty);
            novelty = data.HasTraining ? NoveltyVerdict.Create(novel) : null;
        });
        if (metrics == MetricRegistry.All)
        {
            parts.Add("SDMetrics", () => sdMetrics = SdMetricsMeasure.Compute(data));
            if (data.HasTraining)
            {
                parts.Add("privacy", () => privacy = new(NearnessTest.Compute(data), DisclosureTest.Compute(data)));
            }

            if (settings.Target is { } target)
            {
                parts.Add("utility", () => utility = Utility(whole, target, settings, cancellationToken));
            }
        }

        // Classifiers last: their folds are computed side by side, so that no core idles at the end.
        foreach (int place in Enumerable.Range(0, asked.Length).OrderBy(place => asked[place] is ClassifierTwoSample))
        {
            if (asked[place].Group is not (MetricGroup.Coverage or MetricGroup.Novelty))
            {
                parts.Add(() => Compute(place));
            }
        }

        parts.Run(settings.Threads, cancellationToken);
        List<MetricResult> results =
        [
            .. asked.Zip(found).SelectMany(pair => Finite(pair.First, pair.Second, warnings)),
        ];
        string? empty = results.Exists(result => result.Group == MetricGroup.Coverage)
            ? paired.Neighbourhoods.Warning
            : null;
        if (empty is not null)
        {
            warnings.Add(empty);
        }

        var separation =
            metrics == MetricRegistry.All
                ? ColumnImportance.Find(
                    paired,
                    results.Find(result => result.Metric == BoostedTreesClassifier.MetricName)
                )
                : null;
        var verdict = TableVerdict.Decide(data, results, novelty, warnings, areEmpty: empty is not null) with
        {
            SeparatedBy = separation?.Sentence,
        };
        var report = Report(data, results, novelty, verdict, warnings) with
        {
            Separations = separation is null ? [] : [separation],
            SdMetrics = sdMetrics,
            Privacy = privacy,
            Utility = utility,
        };
        return settings.Order is { } order
            ? ConsecutiveRows.Add(
                report,
                (train ?? test)!,
                train is null ? null : test,
                generated,
                order,
                settings,
                cancellationToken
            )
            : report;

        void Compute(int place)
        {
            IMetric metric = asked[place];
            parts.Begin(metric.Name);
            found[place] = metric.Compute(
                metric.Group switch
                {
                    MetricGroup.Novelty => novel,
                    MetricGroup.Columns => data,
                    _ => paired,
                }
            );
        }

        // The metrics of these groups share searches.
        void Measure(MetricGroup group)
        {
            foreach (int place in Enumerable.Range(0, asked.Length).Where(place => asked[place].Group == group))
            {
                Compute(place);
            }
        }
    }

    private static Table Without(Table rows, string column) =>
        rows.TakeColumns([.. Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Name != column)]);

    /// <summary>Compares two tables: the metrics of generated against real rows. Novelty is not measured.</summary>
    /// <param name="real">Real rows.</param>
    /// <param name="generated">Generated rows with as many columns.</param>
    /// <param name="settings">Seed, repeats and sizes; the defaults where null.</param>
    /// <exception cref="LikenessException">A table has too few rows, other columns or kinds of columns, or infinite values.</exception>
    public static EvaluationReport Evaluate(Table real, Table generated, EvaluationSettings? settings = null) =>
        Evaluate(null, real, generated, settings);

    // Without training rows the test rows replace them, for scales and clusters.
    private static (EvaluationData Data, Samples Whole) Data(
        Table? train,
        Table? test,
        Table generated,
        EvaluationSettings settings,
        List<string> warnings,
        CancellationToken cancellationToken
    )
    {
        Table real =
            train ?? test ?? throw new ArgumentException("Provide training rows, test rows or both.", nameof(test));
        test = train is null || test is null ? null : SameColumns.Order(test, "The test sample", real, "the real one");
        generated = SameColumns.Order(generated, "The generated sample", real, "the real one");
        var subjects = RowSubjects.Find(settings.Subjects, real, test, generated);
        (real, test, generated) = SharedKinds.Align(real, test, generated);
        (real, test, generated) = KeyPartColumns.Split(real, test, generated, warnings);
        (real, test, generated) = ListColumns.Split(real, test, generated, warnings);
        (real, test, generated) = CodeColumns.Split(real, test, generated);
        (real, test, generated) = ComparableColumns.Choose(real, test, generated, warnings);
        int width = real.Width;
        var whole = new Samples(train is null || test is null ? null : real, test ?? real, generated);
        if (ComparedColumns.Choose(real.Width, settings) is { } columns)
        {
            warnings.Add(ComparedColumns.Warning(real.Width, settings));
            (real, test, generated) = (
                real.TakeColumns(columns),
                test?.TakeColumns(columns),
                generated.TakeColumns(columns)
            );
        }

        string known = train is null ? "real" : "training";
        SampleCheck.Require(real, known, test, generated, warnings);
        var data = new EvaluationData(
            SampleCheck.Limit(real, width, known, settings, 0, warnings),
            test is null ? null : SampleCheck.Limit(test, width, "test", settings, 1, warnings),
            SampleCheck.Limit(generated, width, "generated", settings, 2, warnings),
            settings,
            cancellationToken
        )
        {
            HasTraining = train is not null,
            Subjects = subjects?.Select((rows, i) => SampleCheck.Limit(rows, width, "", settings, i, [])),
        };
        return (data, whole);
    }

    private static UtilityReport Utility(
        Samples whole,
        string target,
        EvaluationSettings settings,
        CancellationToken cancellationToken
    ) => TargetUtility.Compute(whole.Train, whole.Test, whole.Generated, target, settings, cancellationToken);

    private static IEnumerable<MetricResult> Finite(
        IMetric metric,
        IReadOnlyList<MetricResult> found,
        List<string> warnings
    )
    {
        warnings.AddRange(
            found
                .Where(result => !double.IsFinite(result.Value))
                .Select(result => $"{result.Metric} could not be measured: it is undefined for these samples.")
        );
        return found.Where(result => double.IsFinite(result.Value)).Select(result => Within(metric.Range, result));
    }

    private static MetricResult Within(Interval range, MetricResult result)
    {
        return result with
        {
            Value = Cut(result.Value),
            Interval = result.Interval is { } interval ? new Interval(Cut(interval.Low), Cut(interval.High)) : null,
        };

        // Adding 0 turns a rounded −0 into 0.
        double Cut(double value) => Math.Clamp(value, range.Low, range.High) + 0.0;
    }

    private static EvaluationReport Report(
        EvaluationData data,
        List<MetricResult> results,
        NoveltyReport? novelty,
        Verdict verdict,
        List<string> warnings
    ) =>
        new()
        {
            Protocol =
                !data.HasTraining ? "two tables"
                : data.Test is null ? "all real rows"
                : "test",
            Against = Against(data),
            Columns = [.. data.Reference.Columns.Select(column => column.Name)],
            TrainRows = data.HasTraining ? data.Train.RowCount : 0,
            TestRows = data.HasTraining ? data.Test?.RowCount ?? 0 : data.Train.RowCount,
            ReferenceRows = data.Reference.RowCount,
            GeneratedRows = data.Generated.RowCount,
            Settings = data.Settings,
            Verdict = verdict,
            Results = results,
            Novelty = novelty,
            Warnings = warnings,
        };

    private static string Against(EvaluationData data) =>
        !data.HasTraining
            ? $"{Numeral.Whole(data.Generated.RowCount)} generated rows against {Numeral.Whole(data.Reference.RowCount)} real rows (without training rows)."
        : data.Test is null
            ? $"{Numeral.Whole(data.Generated.RowCount)} generated rows against all {Numeral.Whole(data.Train.RowCount)} real rows (there are no test rows)."
        : $"{Numeral.Whole(data.Generated.RowCount)} generated rows against {Numeral.Whole(data.Test.RowCount)} test rows that the model has not seen.";

    // All rows and columns that can be compared: the training rows (null if the model was trained on all rows, or they are unknown), the rows to
    // test on, and the generated rows.
    private sealed record Samples(Table? Train, Table Test, Table Generated);
}
