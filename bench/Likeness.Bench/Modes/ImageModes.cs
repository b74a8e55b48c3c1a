using Likeness.Compute.Cpu;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Bench.Modes;

/// <summary>Images whose modes a classifier counts.</summary>
internal sealed class ImageModes : IDisposable
{
    private const int Side = 32;
    private const int Hues = 6;
    private const int Halves = 2;

    private readonly ImageClassifier classifier;
    private readonly int channelsPerMode;
    private readonly double[] expected;

    private ImageModes(ImageSet train, ImageClassifier classifier, int channelsPerMode)
    {
        (Train, this.classifier, this.channelsPerMode) = (train, classifier, channelsPerMode);
        expected = Frequencies(train);
    }

    /// <summary>The training images.</summary>
    public ImageSet Train { get; }

    /// <summary>The number of modes.</summary>
    public int Count => expected.Length;

    /// <summary>
    /// Stacked digits: three random digits of MNIST as red, green and blue, whose modes are 1,000 triples of classes. Srivastava et al. 2017,
    /// arXiv:1705.07761, §4.2. A classifier of digits predicts each channel.
    /// </summary>
    /// <param name="count">The number of images.</param>
    /// <param name="dataFolder">The folder of published datasets; null for the default.</param>
    /// <param name="classifiers">The folder of stored classifiers.</param>
    /// <param name="lessons">The training of the classifier.</param>
    public static ImageModes Stacked(int count, string? dataFolder, string classifiers, ImageClassifierSettings lessons)
    {
        var digits = new ImageResize(Side, Side, ImageFit.Pad).Apply(
            ImageDatasetRegistry.Find("mnist").Load(new ImageSource { DataFolder = dataFolder }).Train
        );
        var random = new PhiloxRandom(0, 0x737461636b); // the ASCII codes of stack
        var shape = new ImageShape(3, Side, Side);
        var pixels = new byte[count * shape.Length];
        for (int i = 0; i < 3 * count; i++)
        {
            digits[random.NextInt(digits.Count)].CopyTo(pixels.AsSpan(i * Side * Side));
        }

        return new ImageModes(
            new ImageSet(shape, pixels),
            ImageClassifier.LoadOrTrain(classifiers, digits, lessons),
            channelsPerMode: 1
        );
    }

    /// <summary>The dataset <c>shapes</c>, whose modes are the triples of shape, quarter of the image and sixth of the hue circle.</summary>
    /// <param name="classifiers">The folder of stored classifiers.</param>
    /// <param name="lessons">The training of the classifier.</param>
    public static ImageModes Shapes(string classifiers, ImageClassifierSettings lessons)
    {
        var shapes = new ShapesDataset().Generate(seed: 0).Train;
        double[] Factor(string name) => shapes.Factors.Single(factor => factor.Name == name).Values;
        var (x, y, hue) = (Factor("x"), Factor("y"), Factor("hue"));
        int[] quarters = [.. x.Zip(y, (h, v) => (h < 0.5 ? 0 : 1) + (v < 0.5 ? 0 : Halves))];
        int[] hues = [.. hue.Select(value => (int)(value * Hues))];
        var train = new ImageSet(
            shapes.Shape,
            shapes.Pixels,
            [
                shapes.Labels[0],
                new ImageLabel("quarter", [.. Enumerable.Range(0, Halves * Halves).Select(i => $"{i}")], quarters),
                new ImageLabel("hue", [.. Enumerable.Range(0, Hues).Select(i => $"{i}")], hues),
            ]
        );
        return new ImageModes(train, ImageClassifier.LoadOrTrain(classifiers, train, lessons), channelsPerMode: 3);
    }

    /// <summary>The modes that images have, and their Kullback–Leibler divergence from those of the training images.</summary>
    /// <param name="images">Sampled images.</param>
    /// <returns>The number of modes that occur, and KL(samples ‖ training images) in nats, where a mode that the training images lack counts as one of them.</returns>
    public (int Found, double Divergence) Compare(ImageSet images)
    {
        double[] found = Frequencies(images);
        double divergence = found
            .Select((p, mode) => p > 0 ? p * Math.Log(p / Math.Max(expected[mode], 1.0 / Train.Count)) : 0)
            .Sum();
        return (found.Count(p => p > 0), divergence);
    }

    /// <inheritdoc/>
    public void Dispose() => classifier.Dispose();

    // The fraction of images in each mode: the classes of the questions, or of the channels where each is an image of its own.
    private double[] Frequencies(ImageSet images)
    {
        bool isStacked = channelsPerMode == 1;
        var parts = isStacked ? new ImageSet(new ImageShape(1, Side, Side), images.Pixels) : images;
        var described = classifier.Describe(parts);
        var answers = classifier
            .Questions.Select((question, i) => (question.Classes.Count, Values: described.Probabilities[i]))
            .ToArray();
        int perImage = isStacked ? 3 : 1;
        int modes = 1;
        var modeOf = new int[images.Count];
        for (int part = 0; part < perImage; part++)
        {
            foreach (var (classes, values) in answers)
            {
                for (int i = 0; i < images.Count; i++)
                {
                    var row = values.AsSpan(((i * perImage) + part) * classes, classes);
                    modeOf[i] = (modeOf[i] * classes) + ImageClassifier.Largest(row);
                }

                modes *= classes;
            }
        }

        var frequencies = new double[modes];
        foreach (int mode in modeOf)
        {
            frequencies[mode] += 1.0 / images.Count;
        }

        return frequencies;
    }
}
