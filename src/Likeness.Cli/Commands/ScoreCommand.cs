using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Commands.Sequences;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Runs;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness score RUN --data … --out scores.csv</c>: how likely, or else how usual, each row is, and which are the most unusual.</summary>
internal sealed class ScoreCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "score";

    /// <summary>What it is for.</summary>
    public const string Purpose =
        "score each row under a run's model by its log-density, or what stands in for it, and rank them";

    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);
    private readonly Option<string?> output = Flag.Text("--out", "the CSV file to write", "FILE");

    private readonly Option<double?> falseAlarm = Flag.Maybe<double>(
        "--false-alarm",
        "flag unusual rows so that of rows like the data no more than this share is flagged, as held-out rows tell",
        fraction => fraction is > 0 and < 1 ? null : "is out of range (give more than 0 and less than 1)"
    );

    private readonly Option<string?> labels = Flag.Text(
        "--labels",
        "a column of the file that is 1 for anomalies and 0 else: says how well the ranking finds them",
        "COLUMN"
    );

    private readonly Option<string?> against = Flag.Text(
        "--against",
        "of images: a second dataset, folder or array whose images are the anomalies; says how well the ranking finds them",
        "NAME"
    );

    private readonly Option<string?> roc = Flag.Text(
        "--roc",
        "with --labels or --against: a CSV file for false alarms and anomalies found at every threshold",
        "FILE"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public ScoreCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        output.Required = true;
        AddGroup("The rows", [.. data.All]);
        AddGroup("Anomalies", falseAlarm, labels, against, roc);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample(
            "likeness score runs/mine --data points.csv --out scores.csv",
            "log_density, log_density_transformed, rank (1 for the most unusual row)"
        );
        AddExample(
            "likeness score runs/mine --data new.csv --false-alarm 0.01 --out scores.csv",
            "flags rows that only 1 % of rows like the data would look like"
        );
        AddExample("likeness score runs/book --data new.txt --out lines.csv", "bits of each line of a text");
        AddExample("likeness score runs/notes --data sounds --out clips.csv", "bits of each clip of sound");
        Bind([DataKind.Table], labels);
        Bind([DataKind.Images], against);
        Bind([DataKind.Table, DataKind.Images], falseAlarm, roc);
        SetAction(
            (result, cancellationToken) => Task.Run(() => Score(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Score(ParseResult result, CancellationToken cancellationToken)
    {
        string path = result.GetRequiredValue(output)!;
        OutputPath.Check(path);
        if (result.GetValue(roc) is { } curveFile)
        {
            OutputPath.Check(curveFile);
        }

        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        if (source.Record.Kind == DataKind.Text)
        {
            SequenceScoring.ScoreLines(source, data, result, path, cancellationToken);
            return ExitCode.Success;
        }

        if (source.Record.Kind == DataKind.Audio)
        {
            SequenceScoring.ScoreClips(source, data, result, path, cancellationToken);
            return ExitCode.Success;
        }

        if (source.Record.Kind == DataKind.Images)
        {
            return ScoreImages(source, result, path, cancellationToken);
        }

        var rows = data.Read(result) is { } given ? given.Load().Table : source.LoadData().All;
        var (unlabelled, isAnomaly) = TakeLabels(rows, result.GetValue(labels));
        var ranking = TrainingScreen
            .Make()
            .Watch(progress => source.Rank(unlabelled, result.GetValue(falseAlarm), progress, cancellationToken));
        CsvWriter.Write(path, ranking.ToTable());
        var curve = isAnomaly is null ? null : RocCurve.Compute([.. ranking.Scores.Select(score => -score)], isAnomaly);
        if (curve is not null && result.GetValue(roc) is { } file)
        {
            CsvWriter.Write(file, curve.ToTable());
        }

        Say(path, ranking, result.GetValue(falseAlarm), curve);
        return ExitCode.Success;
    }

    private int ScoreImages(Run source, ParseResult result, string path, CancellationToken cancellationToken)
    {
        var images = ImageChoice.Read(source, data, result);
        int usual = images.Count;
        bool[]? isAnomaly = null;
        if (result.GetValue(against) is { } other)
        {
            var (origin, folder) = (DataSource.Embedded(other), result.GetValue(data.DataFolder));
            var strange = ImageChoice.Choose(
                source,
                (Path.Exists(other) ? DataSource.FromFiles(other) : origin) with
                {
                    DataFolder = folder,
                    DatasetRows = result.GetValue(data.DatasetRows),
                }
            );
            images = ImageChoice.Together(images, strange);
            isAnomaly = [.. Enumerable.Range(0, images.Count).Select(i => i >= usual)];
        }

        var ranking = TrainingScreen
            .Make()
            .Watch(progress =>
                new ImageRun(source).Rank(images, result.GetValue(falseAlarm), progress, cancellationToken)
            );
        CsvWriter.Write(path, ranking.ToTable());
        var curve = isAnomaly is null ? null : RocCurve.Compute([.. ranking.Scores.Select(score => -score)], isAnomaly);
        if (curve is not null && result.GetValue(roc) is { } file)
        {
            CsvWriter.Write(file, curve.ToTable());
        }

        Say(path, ranking, result.GetValue(falseAlarm), curve);
        return ExitCode.Success;
    }

    private static (Table Rows, bool[]? Labels) TakeLabels(Table rows, string? column)
    {
        if (column is null)
        {
            return (rows, null);
        }

        int at = rows.Columns.ToList().FindIndex(candidate => candidate.Name == column);
        if (at < 0 || rows.Width == 1)
        {
            throw new LikenessException(
                $"--labels: '{column}' is no column of the rows (they have {string.Join(", ", rows.Columns.Select(c => c.Name))})"
            );
        }

        double[] values = rows.ColumnValues(at);
        int odd = Array.FindIndex(values, value => value is not (0 or 1));
        return odd < 0
            ? (
                new Table(
                    [.. rows.Columns.Where((_, i) => i != at)],
                    [.. rows.Values.ToArray().Where((_, i) => i % rows.Width != at)],
                    rows.Picture
                ),
                Array.ConvertAll(values, value => value == 1)
            )
            : throw new LikenessException(
                $"--labels: row {odd + 1} has {values[odd]} in column '{column}', which is no label (give 1 for anomalies and 0 for all else)"
            );
    }

    private static void Say(string path, RowRanking ranking, double? falseAlarm, RocCurve? curve)
    {
        double mean = ranking.Scores.Average();
        Page.Line($"{ranking.Scores.Count:N0} rows written to {Markup.Escape(path)}");
        Page.Line(
            ranking.IsDensity
                ? $"mean log-density {mean:0.0000000} in data space, {ranking.Transformed.Average():0.0000000} in the model's space (nats, {Markup.Escape(ranking.Kind)})"
                : $"[yellow]the model gives no density; the score is {Markup.Escape(ranking.Kind)}[/]"
        );
        int flagged = Enumerable.Range(0, ranking.Scores.Count).Count(ranking.IsFlagged);
        if (falseAlarm is { } rate)
        {
            Page.Line(
                $"{flagged:N0} rows ({flagged / (double)ranking.Scores.Count:0.0 %}) score below {ranking.Threshold:0.####}; of rows like the data, {rate:0.##%} would"
            );
        }

        if (curve is not null)
        {
            Page.Line(
                $"{curve.Positives:N0} labelled rows found with area under the ROC curve {curve.Area:0.0000}, average precision {curve.AveragePrecision:0.0000}"
            );
        }

        JsonAnswer.Write(
            new
            {
                Rows = ranking.Scores.Count,
                File = path,
                ranking.Kind,
                ranking.IsDensity,
                MeanScore = mean,
                MeanLogDensity = ranking.IsDensity ? mean : (double?)null,
                MeanLogDensityTransformed = ranking.IsDensity ? ranking.Transformed.Average() : (double?)null,
                ranking.Threshold,
                Flagged = falseAlarm is null ? (int?)null : flagged,
                AreaUnderRoc = curve?.Area,
                curve?.AveragePrecision,
            }
        );
    }
}
