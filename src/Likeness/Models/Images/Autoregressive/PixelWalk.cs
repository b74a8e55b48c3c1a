using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// Samples images value by value: rows from the top, pixels from the left, channels in order. Two nested loops cache features, so that an image costs
/// little more than one forward pass over a whole image.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="head">The distribution of a value.</param>
/// <param name="shape">The sizes of an image.</param>
/// <param name="levels">How many levels there are.</param>
internal sealed class PixelWalk(IPixelNetwork network, IPixelHead head, ImageShape shape, int levels)
{
    private readonly int channels = shape.Channels;
    private readonly int values = shape.Channels * shape.Width; // of a row
    private readonly int left = network.Reach * shape.Channels; // of the pixels to the left of a row

    /// <summary>Levels scaled to [−1, 1], the inputs of the network.</summary>
    public static Tensor Scaled(Tensor pixels, int levels) => (pixels * (2f / (levels - 1))) - 1;

    /// <summary>Samples images.</summary>
    /// <param name="batch">How many.</param>
    /// <param name="classes">The numbers of their classes, or null.</param>
    /// <param name="images">Images with the observed values, or null: [batch, channels, height, width].</param>
    /// <param name="given">1 where a value is observed, else 0: of the same shape.</param>
    /// <returns>Images, and the sum of log p of their values, [batch].</returns>
    public (Tensor Images, Tensor LogProbability) Make(
        int batch,
        Tensor? classes,
        Tensor? images = null,
        Tensor? given = null
    )
    {
        (var known, var isKnown) = (images is null ? null : Lines(images), given is null ? null : Lines(given));

        IReadOnlyList<Tensor> Row(Tensor row, IReadOnlyList<Tensor> states)
        {
            (var above, var remembered) = (states[2], states.Skip(3).ToList());
            var (columns, begun) = network.BeginRow(above, remembered, classes);
            var (line, lineKnown) = (At(known, row), At(isKnown, row));
            var before = Tensor.Constant([batch, left + values], (levels - 1) / 2f); // that is 0 on [−1, 1]
            var after = Tensor.Loop(
                values,
                [before, states[1], .. network.BeforePixels(batch)],
                (value, pixels) => Pixel(value, pixels, columns, line, lineKnown)
            );
            var made = after[0].Slice(1, left, values).Reshape([batch, 1, shape.Width, channels]).Permute(0, 3, 1, 2);
            return
            [
                states[0].StoreAt(2, row, made),
                after[1],
                Tensor.Concatenate(2, above, Scaled(made, levels)).Slice(2, 1, network.Reach),
                .. network.EndRow(begun, [.. after.Skip(2)]),
            ];
        }

        Tensor[] start =
        [
            Tensor.Constant([batch, channels, shape.Height, shape.Width], 0),
            Tensor.Constant([batch], 0),
            Tensor.Constant([batch, channels, network.Reach, shape.Width], 0),
        ];
        var end = Tensor.Loop(shape.Height, [.. start, .. network.BeforeRows(batch)], Row);
        return (end[0], end[1]);
    }

    /// <summary>One value of a row: the row so far with the pixels to its left, log p so far, and the states of the network.</summary>
    private IReadOnlyList<Tensor> Pixel(
        Tensor value,
        IReadOnlyList<Tensor> states,
        IReadOnlyList<Tensor> columns,
        Tensor? line,
        Tensor? isKnown
    )
    {
        int batch = states[0].Shape[0];
        var column = channels == 1 ? value : ((value + 0.5f) * (1f / channels)).Floor();
        var channel = value - (column * channels);
        var seen =
            Tensor.Constant(
                [1, network.Reach + 1, 1],
                [.. Enumerable.Range(0, network.Reach + 1).Select(i => (float)i)]
            ) + column;
        var window = states[0].Reshape([batch, network.Reach + shape.Width, channels]).TakeAlong(1, seen);
        var memory = new PixelMemory(column, channels == 1 ? null : channel.EqualTo(channels - 1), [.. states.Skip(2)]);
        Tensor Here(Tensor x) => x.TakeAlong(2, column.Reshape([1, 1, 1])).Reshape([batch, x.Shape[1]]);
        var outputs = network.Step(Scaled(window, levels).Permute(0, 2, 1), [.. columns.Select(Here)], memory);
        outputs = outputs.Reshape([batch, channels, head.Outputs]);
        outputs = channels == 1 ? outputs : outputs.TakeAlong(1, channel.Reshape([1, 1, 1]));
        outputs = outputs.Reshape([batch, head.Outputs]);
        var sampled = head.Sample(outputs, stream: 0);
        if (line is not null && isKnown is not null)
        {
            var position = value.Reshape([1, 1]);
            sampled = isKnown.TakeAlong(1, position).Where(line.TakeAlong(1, position), sampled);
        }

        var logProbability = head.LogProbability(
            outputs.Reshape([batch, head.Outputs, 1, 1]),
            sampled.Reshape([batch, 1, 1, 1])
        );
        return
        [
            states[0].StoreAt(1, value + left, sampled),
            states[1] + logProbability.Reshape([batch]),
            .. memory.Next,
        ];
    }

    /// <summary>The values of rows in sampling order: [batch, height, width · channels].</summary>
    private Tensor Lines(Tensor images) => images.Permute(0, 2, 3, 1).Reshape([images.Shape[0], shape.Height, values]);

    private Tensor? At(Tensor? lines, Tensor row) =>
        lines?.TakeAlong(1, row.Reshape([1, 1, 1])).Reshape([lines.Shape[0], values]);
}
