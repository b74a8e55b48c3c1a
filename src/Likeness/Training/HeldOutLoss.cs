using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Nn;

namespace Likeness.Training;

/// <summary>The mean loss of fixed rows, or what their density says of them, under fixed random numbers, so that one epoch can be told from another.</summary>
internal sealed class HeldOutLoss : IDisposable
{
    private const int Chunk = 1024;
    private readonly float[] rows;
    private readonly int dimensions;
    private readonly BatchFunction loss;

    /// <summary>Compiles the loss.</summary>
    /// <param name="model">The model that is judged.</param>
    /// <param name="rows">Rows in model space, row by row.</param>
    /// <param name="options">Workers and seed.</param>
    public HeldOutLoss(GenerativeModel model, float[] rows, ProgramOptions options)
    {
        this.rows = rows;
        dimensions = model.Dimensions;
        loss = new BatchFunction("held-out rows", dimensions, batch => LossOf(model, batch), options);
    }

    /// <summary>The loss under the weights as they are, in nats a row.</summary>
    public double Compute()
    {
        double sum = 0;
        int first = 0;
        ulong chunk = 0;
        foreach (int size in Sizes())
        {
            float mean = 0;
            loss.Of(rows.AsSpan(first * dimensions, size * dimensions), new Span<float>(ref mean), chunk++);
            sum += (double)mean * size;
            first += size;
        }

        return sum / first;
    }

    public void Dispose() => loss.Dispose();

    // A model that is only fitted has no objective; its density, where it has one, takes that place.
    private static Tensor LossOf(GenerativeModel model, Tensor batch) =>
        model.Objectives is [var first, ..]
            ? first.Loss(batch, ForwardPass.Inference)
            : -((IDensity)model).LogDensity(batch).Mean();

    private IEnumerable<int> Sizes()
    {
        int left = rows.Length / dimensions;
        for (; left > Chunk; left -= Chunk)
        {
            yield return Chunk;
        }

        yield return left;
    }
}
