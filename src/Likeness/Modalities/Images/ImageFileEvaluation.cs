using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>Compares generated with real images in folders, arrays or datasets, without a model.</summary>
internal static class ImageFileEvaluation
{
    private const string WithoutTraining =
        "Without training images the classifier is trained on one third of the real images, the generated ones are compared with another, and novelty is not measured (give --train).";

    // The smallest picture may be too small to compare the others by, and large ones take long.
    private const int MinSide = 32;
    private const int MaxSide = 128;

    /// <summary>Compares the images.</summary>
    public static EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var facts = new List<string>();
        int side = CommonSide(files);
        string why = side == 0 ? "as the generated ones" : "a common size";
        var generated = Load(files.Generated, side, why, facts).Train;
        side = side == 0 && generated.Shape.Height == generated.Shape.Width ? generated.Shape.Width : side;
        var splits = Load(files.Real, side, why, facts);
        var real = splits.Test ?? splits.Train;
        var train = files.Train is { } known ? Load(known, side, why, facts).Train : null;
        Require(files.Generated, generated, files.Real, real);
        if (files.Train is { } source)
        {
            Require(source, train!, files.Real, real);
        }

        var evaluation = ImageEvaluator.Evaluate(
            train,
            real,
            generated,
            ImageModelEvaluation.Settings(request, seed: 0),
            progress is null ? null : new EvaluationRelay(progress),
            cancellationToken
        );
        var outcome = new ImageReport(real, generated, new ImageResults(null, null, evaluation))
        {
            Train = train,
        }.Outcome();
        outcome = outcome with { Warnings = [.. outcome.Warnings, .. facts] };
        return train is null
            ? outcome with
            {
                Against =
                    $"{evaluation.GeneratedImages} generated images against {evaluation.ReferenceImages} real images (without training images).",
                Warnings = [.. outcome.Warnings, WithoutTraining],
            }
            : outcome;
    }

    // The side of a square that all get where the generated ones differ in size, or no square of theirs can be that of the others; else 0.
    private static int CommonSide(EvaluatedFiles files)
    {
        var generated = Sizes(files.Generated);
        var others = Sizes(files.Real).Concat(files.Train is { } train ? Sizes(train) : []).ToHashSet();
        bool isOneSize = generated.Count == 1 && others.IsSubsetOf(generated);
        bool isSquare = generated.Count == 1 && generated.First() is var (height, width) && height == width;
        return generated.Count == 0 || isOneSize || isSquare
            ? 0
            : Math.Clamp(generated.Concat(others).Min(size => Math.Min(size.Height, size.Width)), MinSide, MaxSide);
    }

    // None of arrays and datasets, which have one.
    private static IReadOnlySet<(int Height, int Width)> Sizes(DataSource source) =>
        source.Files is [var path] && ImageFiles.IsPictures(path) && !EditPairFiles.Are(path)
            ? ImageFiles.Sizes(path)
            : new HashSet<(int, int)>();

    // Images of other sizes get that of the generated ones, or a common one, as those of a training get the size of the model.
    private static ImageSplits Load(DataSource source, int side, string why, List<string> facts)
    {
        var splits = (source with { Fit = source.Fit ?? ImageFit.Crop }).LoadImages(side);
        facts.AddRange(splits.Facts.Select(fact => $"{source.ShortName}: {fact}, {why}."));
        facts.AddRange(splits.Remarks);
        return splits;
    }

    private static void Require(DataSource source, ImageSet images, DataSource real, ImageSet expected)
    {
        if (images.Shape != expected.Shape)
        {
            throw new LikenessException(
                $"{source.ShortName}: the images are {images.Shape}, but those of {real.ShortName} are {expected.Shape} ({expected.Shape.Remedy(images.Shape)})"
            );
        }
    }
}
