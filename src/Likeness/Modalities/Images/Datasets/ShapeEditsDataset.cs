using Likeness.Compute.Cpu;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Synthetic pairs for edits by words, after Brooks et al. 2022, arXiv:2211.09800, §3.1, whose pairs a language model and a text-to-image model made: a picture
/// of <see cref="ShapesDataset"/> is rendered before and after one of its factors changes, and the class is the word of the change
/// (<see cref="ShapeEdit"/>). Words are uniformly distributed; a picture before is one of shapes that the word changes, and that stays one of shapes.
/// </summary>
[ImageDataset(
    Name,
    Title = "Edits of shapes",
    Summary = "6,000 generated pairs of shapes before and after an edit by one of 13 words, colour, 32 × 32",
    Source = "generated from the seed",
    Licence = "none needed"
)]
public sealed class ShapeEditsDataset : IImageDataset
{
    /// <summary>The dataset's name.</summary>
    internal const string Name = "shape-edits";

    private const int Size = 32;
    private const ulong Stream = 0x7368617065656469; // the ASCII codes of shapeedi

    private static readonly string[] FactorNames = ["form", "x", "y", "radius", "hue"];

    /// <inheritdoc/>
    public ImageShape Shape => new(3, Size, Size);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => ShapeEdit.Words;

    /// <inheritdoc/>
    public ImageCounts Counts => new(5_000, 0, 1_000);

    /// <inheritdoc/>
    public string Folder => Name;

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files => [];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed) => Generate(seed);

    /// <summary>Generates the pairs; all parts have the same distribution.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <returns>The pictures after the edits with their words, and the factors <c>form</c> (0 … 2), <c>x</c>, <c>y</c>, <c>radius</c> and <c>hue</c>.</returns>
    public ImageSplits Generate(ulong seed) =>
        new(Generate(seed, 0, Counts.Train), Test: Generate(seed, 1, Counts.Test));

    /// <summary>Which of the given pictures are nearest to the asked edit among what every word makes of the picture before, and that picture itself.</summary>
    /// <param name="pairs">Pairs of this dataset.</param>
    /// <param name="edited">As many pictures, of the same sizes.</param>
    internal static bool[] Recognise(ImageSet pairs, ImageSet edited)
    {
        var before = pairs.Before!;
        var found = new bool[edited.Count];
        byte[] picture = new byte[pairs.Shape.Length];
        for (int i = 0; i < found.Length; i++)
        {
            var shape = Of(before, i);
            int asked = pairs.Labels[0].Values[i];
            double wanted = Distance(pairs[i], edited[i]);
            double nearest = Distance(before[i], edited[i]);
            for (int word = 0; word < ShapeEdit.Words.Count; word++)
            {
                if (word != asked && ShapeEdit.Changes(word, shape))
                {
                    ShapeEdit.Apply(word, shape).Paint(picture, Size);
                    nearest = Math.Min(nearest, Distance(picture, edited[i]));
                }
            }

            found[i] = wanted < nearest;
        }

        return found;
    }

    private ImageSet Generate(ulong seed, ulong part, int count)
    {
        var random = new PhiloxRandom(seed, Stream + part);
        var words = new int[count];
        var (before, after) = (new ShapeEdit.Shape[count], new ShapeEdit.Shape[count]);
        for (int i = 0; i < count; i++)
        {
            words[i] = random.NextInt(ShapeEdit.Words.Count);
            do
            {
                before[i] = ShapeEdit.Shape.Sample(random);
            } while (!ShapeEdit.Changes(words[i], before[i]));

            after[i] = ShapeEdit.Apply(words[i], before[i]);
        }

        return new ImageSet(Shape, Paint(after), [new ImageLabel(ClassLabel.Name, Classes, words)], Factors(after))
        {
            Before = new ImageSet(Shape, Paint(before), factors: Factors(before)),
        };
    }

    private byte[] Paint(ShapeEdit.Shape[] shapes)
    {
        var pixels = new byte[shapes.Length * Shape.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i].Paint(pixels.AsSpan(i * Shape.Length, Shape.Length), Size);
        }

        return pixels;
    }

    private static ImageFactor[] Factors(ShapeEdit.Shape[] shapes) =>
        [
            .. FactorNames.Select(
                (name, i) =>
                    new ImageFactor(
                        name,
                        [
                            .. shapes.Select(one =>
                                i switch
                                {
                                    0 => (int)one.Figure.Form,
                                    1 => one.Figure.X / Size,
                                    2 => one.Figure.Y / Size,
                                    3 => one.Figure.Radius / Size,
                                    _ => one.Hue,
                                }
                            ),
                        ]
                    )
            ),
        ];

    private static ShapeEdit.Shape Of(ImageSet images, int index)
    {
        double[] values = [.. images.Factors.Select(factor => factor.Values[index])];
        var form = (Figure.Kind)(int)values[0];
        return new(new Figure(form, values[1] * Size, values[2] * Size, values[3] * Size), values[4]);
    }

    private static double Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += (first[i] - second[i]) * (first[i] - second[i]);
        }

        return sum;
    }
}
