using System.ComponentModel;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Settings of <see cref="ScoreImages"/>.</summary>
public sealed record ScoreImagesSettings : ScoreSettings
{
    /// <summary>A second dataset, folder or array whose images are the anomalies; null for none.</summary>
    [Category("Anomalies")]
    [Description(
        "a second dataset, folder or array of images, the anomalies: reports how well the ranking separates them"
    )]
    public string? Against { get; init; }
}

/// <summary>Scores and ranks images.</summary>
internal sealed class ScoreImages : ModelTask<ScoreImagesSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override ModelUses Uses => ModelUses.Scoring;

    public override string OutputHelp => "a CSV file";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness score runs/digits --against fashionmnist --out scores.csv",
                "how well the ranking separates images of another dataset"
            ),
        ];

    public override void CheckOutput(string? output) =>
        RankingOutput.Check(
            output ?? throw new LikenessException("the scores of images are written to a file (give --out scores.csv)")
        );

    protected override TaskResult Run(TrainedModel model, ScoreImagesSettings settings, TaskContext context)
    {
        RankingOutput.Check(settings.Roc);
        var images = ImageChoice.Read(model, settings);
        ImageSet[] sets = [images];
        bool[]? isAnomaly = null;
        if (settings.Against is { } other)
        {
            int typical = images.Count;
            sets = [images, SourceOf(other, model, settings).LoadLike(model)];
            images = ImageChoice.Concatenate(images, sets[1]);
            isAnomaly = [.. Enumerable.Range(0, images.Count).Select(i => i >= typical)];
        }

        var ranking = model
            .As<ImageModel>()
            .Rank(images, settings.FalseAlarm, context.Progress, context.CancellationToken);
        return RankingOutput.Write(
            context,
            ranking,
            settings,
            isAnomaly,
            "images",
            rows => rows.After(ImageChoice.Texts(sets)).Marked(isAnomaly)
        );
    }

    private static DataSource SourceOf(string name, TrainedModel model, TaskSettings settings) =>
        DataSource.Named(name) with
        {
            DataFolder = (settings.Data ?? model.Record.Data.Source).DataFolder,
            DatasetRows = settings.Data?.DatasetRows,
        };
}
