using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// A small convolutional classifier of this project, trained on the images of the dataset: similarity is measured in its features, and
/// its predictions describe generated images. If the images have labels it learns all of them, otherwise the rotation of an
/// image (<see cref="ImageQuestion.Rotation"/>). Values in its features are comparable only with others from the same classifier.
/// </summary>
public sealed partial class ImageClassifier : IDisposable
{
    private const int UsedBatch = 128;

    private readonly ParameterSet parameters = new();
    private readonly IFeatureNetwork network;

    private ImageClassifier(
        ImageShape shape,
        IReadOnlyList<ImageQuestion> questions,
        ulong? seed,
        ClassifierNetwork kind
    )
    {
        (Shape, Questions) = (shape, questions);
        var scope = new ParameterScope(parameters, seed);
        int outputs = questions.Sum(question => question.Classes.Count);
        network =
            kind == ClassifierNetwork.Textures
                ? new TextureNetwork(scope, shape, outputs)
                : new FeatureNetwork(scope, shape, outputs);
    }

    /// <summary>The network, with its weights.</summary>
    internal IFeatureNetwork Network => network;

    /// <summary>The sizes of its input images.</summary>
    public ImageShape Shape { get; }

    /// <summary>The questions that it answers for each image; at least one.</summary>
    public IReadOnlyList<ImageQuestion> Questions { get; }

    /// <summary>The number of its parameters.</summary>
    public long Elements => parameters.Elements;

    /// <summary>Features of images, and the probabilities of their classes.</summary>
    /// <param name="images">Images of the classifier's sizes.</param>
    /// <param name="threads">Number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="LikenessException">The images have other sizes.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public ImageDescription Describe(ImageSet images, int threads = 1, CancellationToken cancellationToken = default) =>
        Describe(images, turns: null, threads, cancellationToken);

    /// <summary>
    /// The accuracy on some images, over all questions; on rotated images if the question is the rotation. Null if the images have
    /// no such labels.
    /// </summary>
    /// <param name="images">Images of the classifier's sizes, preferably ones that it was not trained on; at least one.</param>
    /// <param name="threads">Number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="LikenessException">The images have other sizes.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public double? Accuracy(ImageSet images, int threads = 1, CancellationToken cancellationToken = default)
    {
        int[]?[] answers = [.. Questions.Select(question => question.Answers(images))];
        if (images.Count == 0 || answers.Contains(null))
        {
            return null;
        }

        var turning = Questions[0].IsRotation ? Questions[0] : null;
        var found = Describe(
            images,
            turning is null ? null : i => turning.Turns(answers[0]![i]),
            threads,
            cancellationToken
        );
        double right = 0;
        for (int question = 0; question < answers.Length; question++)
        {
            int classes = Questions[question].Classes.Count;
            for (int i = 0; i < images.Count; i++)
            {
                var row = found.Probabilities[question].AsSpan(i * classes, classes);
                right += Largest(row) == answers[question]![i] ? 1 : 0;
            }
        }

        return right / answers.Length / images.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => parameters.Dispose();

    /// <summary>The index of the largest number; the first one for ties.</summary>
    internal static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }

    private ImageDescription Describe(
        ImageSet images,
        Func<int, int>? turns,
        int threads,
        CancellationToken cancellationToken
    )
    {
        if (images.Shape != Shape)
        {
            throw new LikenessException(
                $"the classifier was trained on images of {Shape} and cannot evaluate images of {images.Shape} (resize them to one size)"
            );
        }

        var features = new double[images.Count * network.Width];
        float[][] probabilities = [.. Questions.Select(question => new float[images.Count * question.Classes.Count])];
        int width = network.Width + Questions.Sum(question => question.Classes.Count);
        using var workers = new WorkerPool(threads);
        using var function = new BatchFunction("images", Shape.Length, Answer, new CompiledGraphOptions(workers));
        var rows = new float[UsedBatch * Shape.Length];
        var results = new float[UsedBatch * width];
        for (int start = 0; start < images.Count; start += UsedBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(UsedBatch, images.Count - start);
            for (int i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * Shape.Length, Shape.Length);
                ImageRow.Write(images[start + i], Shape, row, turns: turns?.Invoke(start + i) ?? 0);
            }

            function.EvaluateEach(rows.AsSpan(0, count * Shape.Length), results.AsSpan(0, count * width));
            for (int i = 0; i < count; i++)
            {
                Take(results.AsSpan(i * width, width), start + i, features, probabilities);
            }
        }

        Column[] columns = [.. Enumerable.Range(0, network.Width).Select(i => new Column($"feature_{i}"))];
        return new ImageDescription(new Table(columns, features), probabilities);
    }

    /// <summary>Features, then the probabilities of each question: [batch, all of them].</summary>
    private Tensor Answer(Tensor images)
    {
        var features = network.Describe(images, ForwardPass.Inference);
        var scores = network.Score(features);
        return Tensor.Concatenate(1, [features, .. Parts(scores).Select(part => part.Softmax(1))]);
    }

    /// <summary>The scores of each question.</summary>
    private IEnumerable<Tensor> Parts(Tensor scores)
    {
        int start = 0;
        foreach (var question in Questions)
        {
            yield return scores.Slice(1, start, question.Classes.Count);
            start += question.Classes.Count;
        }
    }

    private void Take(ReadOnlySpan<float> result, int image, double[] features, float[][] probabilities)
    {
        for (int i = 0; i < network.Width; i++)
        {
            features[(image * network.Width) + i] = result[i];
        }

        int place = network.Width;
        int images = features.Length / network.Width;
        foreach (float[] answers in probabilities)
        {
            int classes = answers.Length / images;
            result.Slice(place, classes).CopyTo(answers.AsSpan(image * classes));
            place += classes;
        }
    }
}
