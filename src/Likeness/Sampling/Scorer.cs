using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>Computes a model's log-density of rows, chunk by chunk; the last chunk is filled up with its own last row.</summary>
internal static class Scorer
{
    private const int LargestChunk = 1024;

    /// <summary>Scores rows.</summary>
    /// <param name="model">A model that is an <see cref="IDensity"/>.</param>
    /// <param name="transform">Into model space.</param>
    /// <param name="rows">Rows with the transform's columns.</param>
    /// <param name="seed">The seed of the noise in a bound; an exact density has none.</param>
    /// <param name="noise">Where in its cell each grid value is scored; null for the centre.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model gives no density.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RowScores Score(
        GenerativeModel model,
        DataTransform transform,
        Table rows,
        ulong seed,
        DequantisationNoise? noise = null,
        WorkerPool? workers = null,
        CancellationToken cancellation = default
    )
    {
        if (model is not IDensity density)
        {
            throw new LikenessException(
                "this model gives no density, so that its rows cannot be scored (choose another, such as realnvp)"
            );
        }

        int chunk = Math.Clamp(rows.Rows, 1, LargestChunk);
        var input = Tensor.Input("rows", [chunk, transform.ModelDimensions]);
        var output = density.LogDensity(input);
        using var program = Program.Compile(
            [output],
            options: new ProgramOptions(workers, RandomUse.Scores.Seed(seed))
        );
        float[] z = new float[chunk * transform.ModelDimensions];
        float[] found = new float[chunk];
        double[] jacobian = new double[chunk];
        int[] which = new int[chunk];
        double[] inData = new double[rows.Rows];
        double[] inModel = new double[rows.Rows];
        for (int first = 0; first < rows.Rows; first += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < chunk; i++)
            {
                which[i] = Math.Min(first + i, rows.Rows - 1);
            }

            transform.Forward(rows, which, z, noise, jacobian);
            program.Write(input, z);
            program.Step = (ulong)(first / chunk);
            program.Run();
            program.Read(output, found);
            for (int i = 0; i < chunk && first + i < rows.Rows; i++)
            {
                inModel[first + i] = found[i];
                inData[first + i] = found[i] + jacobian[i];
            }
        }

        return new RowScores(inData, inModel, density.DensityKind);
    }
}
