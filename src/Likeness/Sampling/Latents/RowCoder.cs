using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Latents;

/// <summary>Between rows in the data's units and a model's codes. One thread may use a coder at a time.</summary>
/// <param name="model">The model.</param>
/// <param name="transform">Into model space and back.</param>
/// <param name="workers">Who does the work; null for the calling thread.</param>
/// <param name="progress">Told the share of rows that is done; null for nobody.</param>
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

    /// <summary>The codes of rows: [rows × Width].</summary>
    /// <exception cref="LikenessException">The model knows no codes of rows.</exception>
    public float[] Encode(Table rows) => coder.Encode(InModelSpace(rows));

    /// <summary>The rows that codes stand for.</summary>
    /// <param name="latents">[rows × Width].</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public Table Decode(float[] latents, bool continuous) => transform.Inverse(coder.Decode(latents), continuous);

    /// <summary>What comes back of rows through the model's bottleneck, or else through its codes.</summary>
    /// <exception cref="LikenessException">The model has neither.</exception>
    public Table Reconstruct(Table rows, bool continuous) =>
        transform.Inverse(coder.Reconstruct(InModelSpace(rows)), continuous);

    /// <inheritdoc cref="Coder.Sample"/>
    public float[] Sample(int count, ulong seed) => coder.Sample(count, seed);

    private float[] InModelSpace(Table rows)
    {
        var z = new float[rows.RowCount * transform.ModelDimensions];
        transform.Forward(rows, [.. Enumerable.Range(0, rows.RowCount)], z);
        return z;
    }
}
