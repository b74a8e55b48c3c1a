using System.Diagnostics;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>The mean loss or density of fixed rows under fixed random numbers, so that epochs can be compared.</summary>
internal sealed class ValidationLoss : IDisposable
{
    private const int MaxRows = 1024;
    private const int MinRows = 16;

    // Wide rows such as images use smaller chunks, because of the memory of their activations.
    private const int MaxValues = 1 << 17;

    private readonly IExamples examples;
    private readonly DequantisationNoise noise;
    private readonly int[] order;
    private readonly float[] rows;
    private readonly int chunk;
    private readonly BatchFunction? loss;
    private readonly IRowDensity? density;
    private readonly RowPieces pieces;

    /// <summary>Compiles the loss.</summary>
    /// <param name="model">The evaluated model.</param>
    /// <param name="examples">The evaluated examples; at least one.</param>
    /// <param name="noise">Random numbers for the transform to model space, the same each time.</param>
    /// <param name="options">Workers and seed.</param>
    public ValidationLoss(
        GenerativeModel model,
        IExamples examples,
        DequantisationNoise noise,
        CompiledGraphOptions options
    )
    {
        (this.examples, this.noise) = (examples, noise);
        chunk = Math.Clamp(MaxValues / examples.Width / MinRows * MinRows, MinRows, MaxRows);
        order = [.. Enumerable.Range(0, examples.Count)];
        rows = new float[Math.Min(chunk, examples.Count) * examples.Width];
        pieces = new RowPieces(examples.Width, options.Workers);
        density = model.Objectives.Count == 0 ? model as IRowDensity : null;
        if (density is not null)
        {
            return;
        }

        loss = new BatchFunction("validation rows", examples.Width, batch => LossOf(model, batch), options);
    }

    /// <summary>The duration of <see cref="Compute"/>, extrapolated from its second chunk; the first one compiles.</summary>
    public TimeSpan Measure()
    {
        Chunk(0, 0);
        var clock = Stopwatch.StartNew();
        Chunk(0, 0);
        int size = Math.Min(chunk, order.Length);
        return clock.Elapsed * (order.Length / (double)size);
    }

    /// <summary>The loss under the current weights, in nats per row.</summary>
    public double Compute()
    {
        double sum = 0;
        ulong run = 0;
        for (int first = 0; first < order.Length; first += chunk)
        {
            sum += Chunk(first, run++);
        }

        return sum / order.Length;
    }

    // The sum of the losses of the rows from one on.
    private double Chunk(int first, ulong run)
    {
        var which = order.AsSpan(first, Math.Min(chunk, order.Length - first));
        var filled = rows.AsSpan(0, which.Length * examples.Width);
        examples.Fill(which, filled, noise);
        return (density is null ? Loss(filled, run) : NegativeLogDensity(which.Length)) * which.Length;
    }

    public void Dispose() => loss?.Dispose();

    private double Loss(ReadOnlySpan<float> filled, ulong run)
    {
        float mean = 0;
        loss!.Evaluate(filled, new Span<float>(ref mean), run);
        return mean;
    }

    private double NegativeLogDensity(int count)
    {
        var logs = new double[count];
        int width = pieces.Width;
        pieces.Run(
            count,
            (from, part) => density!.LogDensities(rows.AsSpan(from * width, part * width), logs.AsSpan(from, part))
        );
        return -logs.Average();
    }

    // A model that is only fitted has no objective; its density is used instead, if it has one.
    private static Tensor LossOf(GenerativeModel model, Tensor batch) =>
        model.Objectives is [var first, ..]
            ? first.Loss(batch, ForwardPass.Inference)
            : -((IDensityModel)model).LogDensity(batch).Mean();
}
