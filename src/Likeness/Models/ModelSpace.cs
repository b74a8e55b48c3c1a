using Likeness.Data.Kinds;
using Likeness.Data.Transforms;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;

namespace Likeness.Models;

/// <summary>The space in which a model works: what is known of a row before training. A whole number converts to so many continuous dimensions.</summary>
/// <param name="Dimensions">One for each column that is not constant, in order; at least one.</param>
/// <param name="TrainRows">How many rows there are to learn from; 0 where that is not known.</param>
public sealed record ModelSpace(IReadOnlyList<ModelDimension> Dimensions, int TrainRows = 0)
{
    /// <summary>Where a row is an image, its sizes: the row's first values are [channel][row][column]; else null.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Where a row is a sequence of symbols, how many symbols at its beginning are only conditioned on, not predicted; else 0.</summary>
    public int History { get; init; }

    /// <summary>Where a row is a sequence of tokens of text, the token before a text.</summary>
    internal int Start { get; init; } = '\n';

    /// <summary>Where the class of an image or a sequence is a part of the row, the number of classes: the row's last value is its number, from 0; else 0.</summary>
    public int Classes { get; init; }

    /// <summary>The probability of each class, as in the training rows with one more row for each class; null where classes have the same.</summary>
    internal IReadOnlyList<double>? ClassProbabilities { get; init; }

    /// <summary>
    /// Where a row is a sequence that is conditioned on features in time, how many: after the symbols, a row has those of each position; else 0.
    /// </summary>
    internal int LocalFeatures { get; init; }

    /// <summary>Numbers that follow from dimensions of a row, for models that predict from them.</summary>
    internal IReadOnlyList<DerivedDimension> Derived { get; init; } = [];

    /// <summary>The number of dimensions, which is the width of a row.</summary>
    public int Width => Dimensions.Count;

    /// <summary>The space that a transform maps to.</summary>
    /// <param name="transform">From the data's units.</param>
    /// <param name="trainRows">How many rows there are to learn from.</param>
    public static ModelSpace Create(DataTransform transform, int trainRows)
    {
        int firstColour = transform.Picture is null ? int.MaxValue : 2; // after the two coordinates
        return new(
            [
                .. transform
                    .Columns.Select((column, i) => (column, i))
                    .Where(entry => !entry.column.Constant)
                    .Select(entry => new ModelDimension(
                        entry.column.Name,
                        entry.column.BinCount,
                        entry.i >= firstColour
                    )
                    {
                        IsCategory = entry.column.IsCategory,
                        MayBeMissing = entry.column.MayBeMissing,
                        Modes = entry.column.Modes?.Count ?? 0,
                    }),
            ],
            trainRows
        );
    }

    /// <summary>The space that a transform of images maps to.</summary>
    /// <param name="transform">From pixels, and classes where they are learned.</param>
    /// <param name="trainRows">How many images there are to learn from.</param>
    public static ModelSpace Create(ImageTransform transform, int trainRows)
    {
        int classes = transform.LearnsClass ? transform.Classes.Count : 0;
        var pixel = new ModelDimension("pixel", transform.Bins);
        return new(
            [
                .. Enumerable.Repeat(pixel, transform.Width - (classes > 0 ? 1 : 0)),
                .. classes > 0 ? [new ModelDimension("class", classes)] : Array.Empty<ModelDimension>(),
            ],
            trainRows
        )
        {
            Image = transform.Shape,
            Classes = classes,
            ClassProbabilities =
                classes > 0 && transform.ClassCounts is { } counts
                    ? [.. counts.Select(count => (count + 1.0) / (counts.Sum() + classes))]
                    : null,
        };
    }

    /// <summary>The space of windows of a text.</summary>
    /// <param name="transform">From a text.</param>
    /// <param name="trainRows">How many windows there are to learn from.</param>
    public static ModelSpace Create(TextTransform transform, int trainRows) =>
        new(
            [.. Enumerable.Repeat(new ModelDimension("token", transform.Vocabulary.Count), transform.Context + 1)],
            trainRows
        )
        {
            History = 1,
            Start = transform.Vocabulary.Start,
        };

    /// <summary>The space of windows of clips.</summary>
    /// <param name="transform">From clips.</param>
    /// <param name="trainRows">How many windows there are to learn from.</param>
    public static ModelSpace Create(AudioTransform transform, int trainRows)
    {
        int classes = transform.Classes.Count;
        int positions = transform.History + transform.Segment;
        var sample = new ModelDimension("sample", MuLaw.Levels);
        ModelDimension[] features =
        [
            .. TrackFeatures.NamesOf(transform.Local).Select(name => new ModelDimension(name)),
        ];
        return new(
            [
                .. Enumerable.Repeat(sample, positions),
                .. Enumerable.Range(0, positions).SelectMany(_ => features),
                .. classes > 0 ? [new ModelDimension("class", classes)] : Array.Empty<ModelDimension>(),
            ],
            trainRows
        )
        {
            History = transform.History,
            LocalFeatures = features.Length,
            Classes = classes,
        };
    }

    /// <summary>A space of continuous dimensions without names of their own.</summary>
    /// <param name="width">How many.</param>
    public static implicit operator ModelSpace(int width) => FromInt32(width);

    /// <summary>A space of continuous dimensions without names of their own.</summary>
    /// <param name="width">How many.</param>
    public static ModelSpace FromInt32(int width) =>
        new([.. Enumerable.Range(0, width).Select(i => new ModelDimension($"x{i}"))]);
}

/// <summary>One dimension of the space in which a model works.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Bins">
/// The number of bins where values are bin numbers, 0 … Bins − 1; 0 where they are continuous.
/// </param>
/// <param name="IsColour">Whether it is a colour channel of pixels.</param>
public sealed record ModelDimension(string Name, int Bins = 0, bool IsColour = false)
{
    /// <summary>Whether values are the numbers of unordered levels, 0 … Bins − 1.</summary>
    public bool IsCategory { get; init; }

    /// <summary>Whether values may be missing: NaN, or the last bin.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Where values are points in time, how they are read; else null.</summary>
    internal Clock? Clock { get; init; }

    /// <summary>How many rows repeat one observed value on average, as all visits of a patient do the birth date; 1 where each row has its own.</summary>
    internal double RowsPerValue { get; init; } = 1;

    /// <summary>What it is for rows that follow each other.</summary>
    internal ContextRole Role { get; init; }

    /// <summary>Where samples are rounded afterwards to as many decimals as the data: the steps from zero to the first grid value; else null.</summary>
    internal double? RoundedFrom { get; init; }

    /// <summary>The number of modes where a value is the number of its mode, and its place in the mode behind the decimal point; else 0.</summary>
    public int Modes { get; init; }
}
