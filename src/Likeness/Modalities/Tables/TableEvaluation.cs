using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Times;
using Likeness.Data.Transforms;
using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Utility;
using Likeness.Figures.Report;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Report;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Validity;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Compares sampled with real rows, and writes samples and the figures into the run's folder.</summary>
internal static class TableEvaluation
{
    private const string Samples = "samples";

    /// <summary>
    /// Samples rows, compares them with the test rows (or the training rows if there are none), and computes the likelihood if the
    /// model has one.
    /// </summary>
    public static EvaluationOutcome Evaluate(
        TrainedModel trained,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var model = trained.As<TableModel>();
        var settings = Settings(request, trained.Record.Seed, model.Encoding.AllRules.Exact) with
        {
            PanelTime = model.Encoding.Panel?.Rows.Time,
        };
        TargetColumn.Check(request.Target, trained.Record.Data.Columns);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = model.LoadData();
        TargetColumn.Check(request.Target, data.Train);
        var reference = data.Test.RowCount > 0 ? data.Test : data.Train;
        int room = TableEvaluationSize.Room(reference.Width);
        double perRow = request.Time is null
            ? 0
            : WarmTime.SecondsOf(() => model.Sample(Sampler.Chunk, settings.Seed)) / Sampler.Chunk;
        if (request.Time is { } time)
        {
            int numbers = TableEvaluationSize.NumbersOf(reference.Columns);
            int rows = TableEvaluationSize.Compared(time, numbers, Slowness.Measure(settings.Threads).Branches);
            settings = settings with
            {
                MaxRows = TableEvaluationSize.MaxRows(settings.MaxRows, rows, reference.Width),
                PairRows = Math.Min(settings.PairRows, rows),
                ClassifierRows = Math.Min(settings.ClassifierRows, rows),
            };
            room = Math.Min(room, TableEvaluationSize.Sampled(time, perRow));
        }

        // To train on samples and on real rows is fair with equally many.
        int wanted = request.Target is null ? reference.RowCount : Math.Max(reference.RowCount, data.Train.RowCount);
        int count = request.Samples ?? Math.Min(wanted, room);
        count = request.Time is null || request.Samples is not null ? count : Math.Min(count, settings.MaxRows);
        int sampled = TableEvaluationSize.Samples(data.Train.RowCount, reference.RowCount, reference.Width);
        // Ranks are those among as many rows as the file has.
        int ranked = model.Encoding.Ranks.Any()
            ? data.Train.RowCount + data.Validation.RowCount + data.Test.RowCount
            : 0;
        var panel = model.Encoding.Panel?.Rows;
        var ofPanel = SeriesOrder.Of(panel);
        // Rows follow each other where all are there.
        int whole = Math.Max(ranked, ofPanel is null ? 0 : panel!.Count);
        sampled = Math.Max(count, Math.Min(Math.Max(sampled, whole), room));
        // Parts of them must be like each other.
        var samples = model
            .SampleParts(sampled, settings.Seed, continuous: false, progress, cancellationToken, areInOrder: false)
            .ToTable();
        string file = Samples + DataFiles.ExtensionOf(trained.Record.Data.Source.Files);
        SampleFile.Write(trained.Folder.PathOf(file), samples);
        // Texts with other numbers are levels of the data again.
        samples = WithLevels(samples, data.Train.Columns);
        var compared = WholeSubjects.Take(samples, model.Encoding.Rules, count, settings.Seed);
        var report = Evaluator.Evaluate(data.Train, data.Test, compared, settings, Relay(progress), cancellationToken);
        var test = data.Test.RowCount > 0 ? data.Test : null;
        // Rules may be those of times that the file has in several columns.
        Table Joined(Table rows) => JoinedTimes.With(rows, model.Encoding.Columns);
        var seen = new CheckedRows(
            Joined(data.Train),
            test is null ? null : Joined(test),
            model.Encoding.WithStandIns(Joined(compared))
        );
        report = ProtectedRows.Add(report, model.Encoding.Protection, reference);
        report = TableValidity.Add(report, model.Encoding.AllRules.Exact, seen, seen);
        report = ApproximateRules.Add(report, model.Encoding.AllRules, seen);
        // The first samples may lack rows of their subjects.
        var joined = Joined(samples);
        report = SubjectSizes.Add(report, model.Encoding.AllRules, seen with { Generated = joined });
        var following = ofPanel is null ? joined : SeriesOrder.Whole(panel!, joined);
        if ((OrderOf(model.Encoding.AllRules.Exact) ?? ofPanel) is { } order && following is not null)
        {
            // Of subjects that are not in one part of the data, the rows of all parts follow each other.
            var known = trained.Record.Split.Validation > 0 ? data.Train.WithRows(data.Validation) : data.Train;
            report = ConsecutiveRows.Add(
                report,
                Joined(known),
                test is null ? null : Joined(test),
                following,
                order,
                settings,
                cancellationToken
            );
        }

        if (model.HasDensity)
        {
            report = WithDensity(
                model,
                trained.Record,
                report,
                reference,
                compared,
                settings,
                request.Time,
                progress,
                cancellationToken
            );
        }

        var real = data.Test.RowCount > 0 ? data.Test : data.Train;
        var content = Content(real, samples, report);
        var figures = TableFigures.Draw(content);
        figures.Write(trained.Folder.FiguresFolder);
        return Outcome(report, content, figures) with
        {
            Data = trained.Modality is TableModality tables
                ? tables.Describe(data.Select(Joined), model.Encoding)
                : null,
            Files = [new ReportFile(file, "sampled rows; the first of them were compared")],
        };
    }

    private static Table WithLevels(Table samples, IReadOnlyList<Column> columns)
    {
        int[] numbered =
        [
            .. Enumerable.Range(0, columns.Count).Where(i => columns[i].Kind is CategoryKind { Numbered: not null }),
        ];
        if (numbered.Length == 0)
        {
            return samples;
        }

        var aligned = samples.TakeColumns(numbered).AlignTo([.. numbered.Select(i => columns[i])]);
        Column[] own = [.. samples.Columns];
        double[][] cells = [.. Enumerable.Range(0, samples.Width).Select(samples.ColumnValues)];
        foreach (var (i, at) in numbered.Index())
        {
            (own[at], cells[at]) = (aligned.Columns[i], aligned.ColumnValues(i));
        }

        return Table.FromColumns(own, cells, samples.Picture).WrittenAs(samples.Dialect);
    }

    /// <summary>Compares two tables, without a model.</summary>
    public static EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var compared = ComparedFiles.Read(files, request.Target);
        var (known, test, generated) = compared.Rows;
        var real = test ?? known;
        var settings = Settings(request, seed: 0, compared.Rules.Exact) with
        {
            Order = OrderOf(compared.Rules.Exact) ?? OrderOf(known, generated),
        };
        var train = test is null ? null : known;
        var report = Evaluator.Evaluate(train, real, generated, settings, Relay(progress), cancellationToken);
        report = TableValidity.Add(report, compared.Rules.Exact, compared.Rows, compared.AsRead);
        report = ApproximateRules.Add(report, compared.Rules, compared.Rows);
        report = TableValidity.WithoutColumns(report, compared.Absent) with
        {
            Warnings = [.. report.Warnings, .. compared.Remarks],
        };
        report = TrainingKeys.Add(report, compared.AsRead);
        report = RepeatedRows.Add(report, compared.Rows);
        report = report with { Warnings = [.. compared.Warnings, .. report.Warnings] };
        var content = Content(real, generated, report);
        return Outcome(report, content, TableFigures.Draw(content));
    }

    // Figures show the columns that were compared, under the same kinds.
    private static TableReport Content(Table real, Table generated, EvaluationReport report)
    {
        (real, _, generated) = SharedKinds.Align(real, null, generated);
        (real, _, generated) = KeyPartColumns.Split(real, null, generated);
        (real, _, generated) = ListColumns.Split(real, null, generated);
        (real, _, generated) = CodeColumns.Split(real, null, generated);
        if (report.Columns.Count == real.Width)
        {
            return new TableReport(real, generated, report);
        }

        int[] columns =
        [
            .. report.Columns.Select(name => real.Columns.ToList().FindIndex(column => column.Name == name)),
        ];
        return new TableReport(real.TakeColumns(columns), generated.TakeColumns(columns), report);
    }

    private static EvaluationSettings Settings(EvaluationRequest request, ulong seed, IReadOnlyList<TableRule> rules) =>
        new()
        {
            Seed = request.Seed ?? seed,
            Threads = request.ThreadCount,
            Target = request.Target,
            Subjects = rules.OfType<SubjectColumns>().FirstOrDefault(rule => rule.StayTogether)?.Column,
        };

    // The first subjects whose rows have an order: by a number or time, or that of the data.
    private static SubjectOrder? OrderOf(IReadOnlyList<TableRule> rules) =>
        rules
            .OfType<SubjectColumns>()
            .Select(rule => (Rule: rule, By: rule.Series?.Counter ?? rule.Series?.Times?.Column ?? rule.OrderedBy))
            .Where(one => one.By is not null || one.Rule.AreTogether)
            .Select(one => new SubjectOrder(one.Rule.Column, one.By))
            .FirstOrDefault();

    // Of a panel that the generated rows have, too.
    private static SubjectOrder? OrderOf(Table known, Table generated) =>
        known.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault() is { } panel
        && SeriesOrder.Of(panel) is { } order
        && SeriesOrder.Whole(panel, generated)?.RowCount == generated.RowCount
            ? order
            : null;

    private static EvaluationOutcome Outcome(EvaluationReport report, TableReport content, TableFigures figures) =>
        new()
        {
            Against = report.Against,
            Verdict = report.Verdict,
            Numbers = DecisiveNumber.Among(report.Verdict, report.Results, TableNumbers.Choose(report)),
            Warnings = report.Warnings,
            Details = report,
            Subject = $"{Numeral.Whole(content.Real.Width)} columns",
            Sections = TableSections.Create(content, figures),
        };

    // The model's own samples are scored like real rows, with the same dequantisation, so that both are comparable.
    private static EvaluationReport WithDensity(
        TableModel model,
        RunRecord record,
        EvaluationReport report,
        Table reference,
        Table samples,
        EvaluationSettings settings,
        TimeSpan? time,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        bool isIntegrated = model.IntegratesDensity;
        int most = isIntegrated ? TableEvaluationSize.MaxIntegrated : int.MaxValue;
        var noise = new DequantisationNoise(settings.Seed, RandomUse.EvaluationDequantisation.Stream());
        int done = 0;
        RowScores Scored(Table rows)
        {
            int before = done;
            done += rows.RowCount;
            return model.Score(
                rows,
                noise,
                part =>
                    progress?.Report(
                        new TrainingProgress
                        {
                            Phase = RunPhase.Scoring,
                            Fraction = (before + part) / (double)(reference.RowCount + samples.RowCount),
                        }
                    ),
                cancellationToken
            );
        }

        if (time is { } limit)
        {
            var first = First(reference, Sampler.Chunk);
            double seconds = WarmTime.SecondsOf(() => model.Score(first, noise, _ => { }, cancellationToken));
            most = Math.Min(most, TableEvaluationSize.Scored(limit, 2 * seconds / first.RowCount));
        }

        string on = report.TestRows > 0 ? "test rows" : "training rows";
        on = reference.RowCount > most ? $"{on} (the first {Numeral.Whole(most)})" : on;
        (reference, samples) = (First(reference, most), First(samples, most));
        var error = model.SolverErrorOf(reference, noise, cancellationToken);
        if (error is { IsSmall: false })
        {
            return report with { Warnings = [.. report.Warnings, error.Refusal] };
        }

        var real = Scored(reference);
        var own = Scored(samples);
        var calibration = CalibrationReport.Compute([.. real.LogDensity], [.. own.LogDensity], on);
        return report with
        {
            Warnings = calibration.Warn() is { } warning ? [.. report.Warnings, warning] : report.Warnings,
            Likelihood = LikelihoodReport.Compute(
                [.. real.LogDensity],
                model.Transform.ModelDimensions,
                on,
                real.Kind,
                settings
            ) with
            {
                Entropy = record.Data.Source.Dataset is { } name ? DatasetRegistry.Find(name).Density?.Entropy : null,
                SolverError = error?.BitsPerDimension,
            },
            Calibration = calibration,
        };
    }

    private static Table First(Table rows, int most) =>
        rows.RowCount <= most ? rows : rows.TakeRows([.. Enumerable.Range(0, most)]);

    private static EvaluationRelay? Relay(IProgress<TrainingProgress>? progress) =>
        progress is null ? null : new EvaluationRelay(progress);
}
