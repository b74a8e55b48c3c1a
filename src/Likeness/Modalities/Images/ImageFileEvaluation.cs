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

    /// <summary>Compares the images.</summary>
    public static EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var made = files.Generated.LoadImages();
        var generated = made.Train;
        var facts = new List<string>(made.Remarks);
        var splits = Load(files.Real, generated.Shape, facts);
        var real = splits.Test ?? splits.Train;
        var train = files.Train is { } known ? Load(known, generated.Shape, facts).Train : null;
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

    // Images of other sizes get that of the generated ones, as those of a training get the size of the model.
    private static ImageSplits Load(DataSource source, ImageShape generated, List<string> facts)
    {
        int size = generated.Height == generated.Width ? generated.Width : 0;
        var splits = (source with { Fit = source.Fit ?? ImageFit.Crop }).LoadImages(size);
        facts.AddRange(splits.Facts.Select(fact => $"{source.ShortName}: {fact}, as the generated ones."));
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
