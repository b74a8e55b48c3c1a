using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <content>Samples images conditioned on a class, and translates between classes.</content>
public sealed partial class ImageModel
{
    /// <summary>Whether images can be sampled conditioned on a class.</summary>
    public bool CanSampleClass => Transform.LearnsClass && Model is IClassConditional or IImputer;

    /// <summary>Whether images can be translated between classes.</summary>
    public bool CanTranslate => Model is ITranslator;

    /// <summary>Samples images conditioned on a class. An image depends only on the weights, the class, the seed and its index.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model learned no classes, or none of that name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet SampleClass(
        string name,
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!CanSampleClass)
        {
            throw new LikenessException(
                $"the run's model learned no classes, so '{name}' cannot be sampled (train one that does, such as cgan or cvae)"
            );
        }

        float[] classes = new float[Chunk];
        classes.AsSpan().Fill(ImageLabel.NumberOf(Transform.Classes, name));
        var options = new CompiledGraphOptions(trained.Pool, RandomUse.Samples.Seed(seed));
        using var sample = new BatchFunction("classes", 1, SampleLabelled, options);
        var rows = new float[Chunk * Transform.Width];
        return Collect(
            count,
            RunPhase.Sampling,
            (first, part, _) =>
            {
                sample.Evaluate(classes, rows, (ulong)(first / Chunk));
                return Transform.Inverse(rows.AsSpan(0, part * Transform.Width));
            },
            progress,
            cancellationToken
        );
    }

    /// <summary>Translates images to another class.</summary>
    /// <param name="images">
    /// Images of the run's sizes, with the names of their classes; images without classes, in a run with two classes, belong to the class other than the target.
    /// </param>
    /// <param name="name">The name of the target class.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model cannot, the images are of other sizes or classes, or the run has no class of that name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet Translate(
        ImageSet images,
        string name,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var model =
            Model as ITranslator
            ?? throw new LikenessException(
                "the run's model cannot translate images between classes (train one that can, such as cyclegan or cvae)"
            );
        int to = ImageLabel.NumberOf(Transform.Classes, name);
        var labelled = WithClasses(images, to);
        RequireFit(labelled);
        using var translated = new BatchFunction(
            "images",
            Transform.Width,
            rows => model.Translate(rows, ((Tensor)to).BroadcastTo([rows.Shape[0]])),
            new CompiledGraphOptions(trained.Pool)
        );
        return Collect(
            images.Count,
            RunPhase.Sampling,
            (_, part, which) =>
            {
                var rows = new float[part * Transform.Width];
                translated.EvaluateEach(Rows(labelled, which), rows);
                return Transform.Inverse(rows);
            },
            progress,
            cancellationToken
        );
    }

    private Tensor SampleLabelled(Tensor classes)
    {
        int count = classes.Shape[0];
        if (Model is IClassConditional model)
        {
            return model.SampleOf(classes.Reshape([count]));
        }

        var pixels = Tensor.Constant([count, Transform.Shape.Length], 0);
        var isKnown = Tensor.Concatenate(1, pixels, Tensor.Constant([count, 1], 1));
        return ((IImputer)Model).Impute(Tensor.Concatenate(1, pixels, classes), isKnown);
    }

    /// <summary>The images with their classes in the run's order.</summary>
    private ImageSet WithClasses(ImageSet images, int to)
    {
        int[] values;
        if (images.Labels.Count > 0)
        {
            var label = images.Labels[0];
            int[] numbers = [.. label.Classes.Select(name => Transform.Classes.ToList().IndexOf(name))];
            values = [.. label.Values.Select(value => numbers[value])];
            if (Array.IndexOf(values, -1) is >= 0 and int bad)
            {
                throw new LikenessException(
                    $"an image is of the class '{label.Classes[label.Values[bad]]}', which the run does not know (give images of {string.Join(", ", Transform.Classes)})"
                );
            }
        }
        else if (Transform.Classes.Count == 2)
        {
            values = [.. Enumerable.Repeat(1 - to, images.Count)];
        }
        else
        {
            throw new LikenessException("the images have no source classes (give a folder for each class)");
        }

        return images.WithLabels([new ImageLabel(ClassLabel.Name, Transform.Classes, values)]);
    }
}
