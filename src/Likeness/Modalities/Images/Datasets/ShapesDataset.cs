using Likeness.Compute.Cpu;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// The default image dataset: one square, disc or triangle on black, with all its generative factors. Shape,
/// position, radius and hue are independent and uniformly distributed, which makes disentanglement measurable
/// (after dSprites, Matthey et al. 2017, whose factors are discrete; here all but the shape are continuous).
/// </summary>
[ImageDataset(
    "shapes",
    Title = "Shapes",
    Summary = "6,000 generated squares, discs and triangles of known position, size and hue, colour, 32 × 32",
    Source = "generated from the seed",
    Licence = "none needed"
)]
public sealed class ShapesDataset : IImageDataset
{
    /// <summary>The range of both coordinates of a centre, in pixels.</summary>
    internal static readonly (double Min, double Max) Centres = (10, 22);

    /// <summary>The range of radii, in pixels.</summary>
    internal static readonly (double Min, double Max) Radii = (3, 6);

    private const int Size = 32;
    private const ulong Stream = 0x736861706573; // the ASCII codes of shapes

    private static readonly string[] FactorNames = ["x", "y", "radius"];

    private readonly int channels;

    /// <summary>Coloured shapes.</summary>
    public ShapesDataset()
        : this(3) { }

    /// <summary>Coloured or grey shapes.</summary>
    /// <param name="channels">3 for colour, or 1: the hue is then a shade of grey, from 0.3 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is neither.</exception>
    public ShapesDataset(int channels)
    {
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Shapes have 1 or 3 channels.");
        }

        this.channels = channels;
    }

    /// <inheritdoc/>
    public ImageShape Shape => new(channels, Size, Size);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } = ["square", "disc", "triangle"];

    /// <inheritdoc/>
    public ImageCounts Counts => new(5_000, 0, 1_000);

    /// <inheritdoc/>
    public string Folder => "shapes";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files => [];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed) => Generate(seed);

    /// <summary>Generates the images; all parts have the same distribution.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <returns>
    /// Each image with its <c>class</c>, and the factors <c>x</c> and <c>y</c> (the centre, to the right and down) and
    /// <c>radius</c> as fractions of the image's side, and <c>hue</c> in [0, 1), which is periodic, or <c>shade</c>.
    /// </returns>
    public ImageSplits Generate(ulong seed) =>
        new(Generate(seed, 0, Counts.Train), Test: Generate(seed, 1, Counts.Test));

    private ImageSet Generate(ulong seed, ulong part, int count)
    {
        var random = new PhiloxRandom(seed, Stream + part);
        var pixels = new byte[count * Shape.Length];
        var kinds = new int[count];
        double[][] factors = [new double[count], new double[count], new double[count], new double[count]];
        Span<double> colour = stackalloc double[channels];
        for (int i = 0; i < count; i++)
        {
            kinds[i] = random.NextInt(Classes.Count);
            var figure = new Figure(
                (Figure.Kind)kinds[i],
                Between(random, Centres.Min, Centres.Max),
                Between(random, Centres.Min, Centres.Max),
                Between(random, Radii.Min, Radii.Max)
            );
            (factors[0][i], factors[1][i], factors[2][i]) = (figure.X / Size, figure.Y / Size, figure.Radius / Size);
            factors[3][i] = channels == 3 ? random.NextDouble() : Between(random, 0.3, 1);
            Colour(factors[3][i], colour);
            figure.Paint(pixels.AsSpan(i * Shape.Length, Shape.Length), Size, colour);
        }

        string[] names = [.. FactorNames, channels == 3 ? "hue" : "shade"];
        return new ImageSet(
            Shape,
            pixels,
            [new ImageLabel(ClassLabel.Name, Classes, kinds)],
            [.. names.Zip(factors, (name, values) => new ImageFactor(name, values))]
        );
    }

    private static double Between(PhiloxRandom random, double min, double max) =>
        min + ((max - min) * random.NextDouble());

    /// <summary>A colour of the hue circle (value 0.95, saturation 0.8), or the shade itself.</summary>
    internal static void Colour(double hue, Span<double> colour)
    {
        if (colour.Length == 1)
        {
            colour[0] = hue;
            return;
        }

        for (int c = 0; c < 3; c++)
        {
            // HSV to RGB: each of red, green and blue is full over a third of the circle and ramps over a sixth beside it.
            double way = Math.Abs((((hue * 6) + (2 * (3 - c))) % 6) - 3);
            colour[c] = 0.95 * (1 - (0.8 * (1 - Math.Clamp(way - 1, 0, 1))));
        }
    }
}
