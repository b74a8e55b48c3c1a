using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Latents;

/// <summary>Converts between rows in the data's units and a model's latent vectors. Not thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="transform">The transform to model space and back.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="progress">Receives the completed fraction of the rows; null for no progress reports.</param>
internal sealed class RowCoder(
    GenerativeModel model,
    DataTransform transform,
    WorkerPool? workers,
    Action<double>? progress = null
)
{
    private readonly Coder coder = new(model, workers) { Progress = progress };

    /// <inheritdoc cref="Coder.Width"/>
    public int Width => coder.Width;

    /// <summary>Encodes rows: [rows × Width].</summary>
    /// <exception cref="LikenessException">The model cannot encode rows.</exception>
    public float[] Encode(Table rows) => coder.Encode(InModelSpace(rows));

    /// <summary>Decodes latent vectors.</summary>
    /// <param name="latents">[rows × Width].</param>
    /// <param name="continuous">Whether values are not rounded to the data's grid.</param>
    /// <exception cref="LikenessException">The model has no latent vectors.</exception>
    public Table Decode(float[] latents, bool continuous) => transform.Inverse(coder.Decode(latents), continuous);

    /// <summary>Reconstructs rows through the model's bottleneck, or else through its latent vectors.</summary>
    /// <exception cref="LikenessException">The model has neither.</exception>
    public Table Reconstruct(Table rows, bool continuous) =>
        transform.Inverse(coder.Reconstruct(InModelSpace(rows)), continuous);

    /// <inheritdoc cref="Coder.Sample"/>
    public float[] Sample(int count, ulong seed) => coder.Sample(count, seed);

    /// <inheritdoc cref="Coder.SampleOne"/>
    public float[] SampleOne(int number, ulong seed) => coder.SampleOne(number, seed);

    private float[] InModelSpace(Table rows)
    {
        var z = new float[rows.RowCount * transform.ModelDimensions];
        transform.Forward(rows, [.. Enumerable.Range(0, rows.RowCount)], z);
        return z;
    }
}
