using Likeness.Compute.Cpu;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The words by which a coloured shape is edited; each changes one factor.</summary>
internal static class ShapeEdit
{
    private const double Step = 6; // pixels
    private const double Growth = 1.4;
    private const double LeastHueChange = 1.0 / 12;

    private static readonly string[] Forms = ["square", "disc", "triangle"];

    private static readonly (string Word, double Hue)[] Hues =
    [
        ("red", 0),
        ("yellow", 1.0 / 6),
        ("green", 1.0 / 3),
        ("blue", 2.0 / 3),
    ];

    private static readonly (string Word, double Factor)[] Sizes = [("larger", Growth), ("smaller", 1 / Growth)];

    private static readonly (string Word, double X, double Y)[] Moves =
    [
        ("left", -Step, 0),
        ("right", Step, 0),
        ("up", 0, -Step),
        ("down", 0, Step),
    ];

    /// <summary>The words, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [.. Forms, .. Hues.Select(one => one.Word), .. Sizes.Select(one => one.Word), .. Moves.Select(one => one.Word)];

    /// <summary>Whether a word changes a shape visibly, into one that the dataset of shapes could have.</summary>
    public static bool Changes(int word, Shape shape)
    {
        var edited = Apply(word, shape);
        double turn = Math.Abs(edited.Hue - shape.Hue);
        return edited.IsInRange
            && (
                word < Forms.Length || word >= Forms.Length + Hues.Length
                    ? edited != shape
                    : Math.Min(turn, 1 - turn) >= LeastHueChange
            );
    }

    /// <summary>The shape that a word makes of a shape.</summary>
    public static Shape Apply(int word, Shape shape)
    {
        var figure = shape.Figure;
        if (word < Forms.Length)
        {
            return shape with { Figure = figure with { Form = (Figure.Kind)word } };
        }

        word -= Forms.Length;
        if (word < Hues.Length)
        {
            return shape with { Hue = Hues[word].Hue };
        }

        word -= Hues.Length;
        if (word < Sizes.Length)
        {
            return shape with { Figure = figure with { Radius = figure.Radius * Sizes[word].Factor } };
        }

        var (_, x, y) = Moves[word - Sizes.Length];
        return shape with { Figure = figure with { X = figure.X + x, Y = figure.Y + y } };
    }

    /// <summary>A coloured figure.</summary>
    /// <param name="Figure">Form, place and size, in pixels.</param>
    /// <param name="Hue">In [0, 1), periodic.</param>
    public readonly record struct Shape(Figure Figure, double Hue)
    {
        /// <summary>Whether the dataset of shapes could have it.</summary>
        public bool IsInRange =>
            IsBetween(Figure.X, ShapesDataset.Centres)
            && IsBetween(Figure.Y, ShapesDataset.Centres)
            && IsBetween(Figure.Radius, ShapesDataset.Radii);

        /// <summary>Samples a shape of the dataset of shapes.</summary>
        public static Shape Sample(PhiloxRandom random) =>
            new(
                new Figure(
                    (Figure.Kind)random.NextInt(Forms.Length),
                    Between(random, ShapesDataset.Centres),
                    Between(random, ShapesDataset.Centres),
                    Between(random, ShapesDataset.Radii)
                ),
                random.NextDouble()
            );

        /// <summary>Renders it on black.</summary>
        /// <param name="pixels">[channel][row][column] of three channels; overwritten.</param>
        /// <param name="size">Pixels per side.</param>
        public void Paint(Span<byte> pixels, int size)
        {
            Span<double> colour = stackalloc double[3];
            ShapesDataset.Colour(Hue, colour);
            pixels.Clear();
            Figure.Paint(pixels, size, colour);
        }

        private static bool IsBetween(double value, (double Min, double Max) range) =>
            value >= range.Min && value <= range.Max;

        private static double Between(PhiloxRandom random, (double Min, double Max) range) =>
            range.Min + ((range.Max - range.Min) * random.NextDouble());
    }
}
