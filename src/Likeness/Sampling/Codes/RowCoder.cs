using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Flows;

namespace Likeness.Sampling.Codes;

/// <summary>Between rows in the data's units and a model's codes. One thread may use a coder at a time.</summary>
/// <param name="model">The model.</param>
/// <param name="transform">Into model space and back.</param>
/// <param name="workers">Who does the work; null for the calling thread.</param>
internal sealed class RowCoder(GenerativeModel model, DataTransform transform, WorkerPool? workers)
{
    private const int Chunk = 1024;

    /// <summary>Numbers of a code.</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public int Width => Decoder(model).Width;

    /// <summary>Whether rows can be made of codes.</summary>
    public static bool Decodes(GenerativeModel model) => model is IDecoder or IFlow;

    /// <summary>Whether the codes of rows are known.</summary>
    public static bool Encodes(GenerativeModel model) => model is ILatent or IFlow;

    /// <summary>The codes of rows: [rows × Width].</summary>
    /// <exception cref="LikenessException">The model knows no codes of rows.</exception>
    public float[] Encode(Table rows)
    {
        Func<Tensor, Tensor> encode = model switch
        {
            ILatent latent => latent.Encode,
            IFlow flow => x => flow.Forward(x).Noise,
            IDecoder => throw new LikenessException(
                "the run's model makes rows of codes, but does not know the code of a row (name codes as draw:1, draw:2, …, or choose a model that encodes, such as vae)"
            ),
            _ => throw NoCodes(),
        };
        return Apply("rows", encode, InModelSpace(rows), transform.ModelDimensions, Width);
    }

    /// <summary>The rows that codes stand for.</summary>
    /// <param name="codes">[rows × Width].</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public Table Decode(float[] codes, bool continuous)
    {
        var (decode, width) = Decoder(model);
        return transform.Inverse(Apply("codes", decode, codes, width, transform.ModelDimensions), continuous);
    }

    /// <summary>What comes back of rows through the model's bottleneck, or else through its codes.</summary>
    /// <exception cref="LikenessException">The model has neither.</exception>
    public Table Reconstruct(Table rows, bool continuous) =>
        model is IReconstruct reconstruct
            ? transform.Inverse(
                Apply(
                    "rows",
                    reconstruct.Reconstruct,
                    InModelSpace(rows),
                    transform.ModelDimensions,
                    transform.ModelDimensions
                ),
                continuous
            )
            : Decode(Encode(rows), continuous);

    /// <summary>Codes from N(0, I): [count × Width].</summary>
    public float[] Draw(int count, ulong seed)
    {
        var random = RandomUse.Codes.Random(seed);
        var codes = new float[count * Width];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (float)random.NextNormal();
        }

        return codes;
    }

    private static (Func<Tensor, Tensor> Decode, int Width) Decoder(GenerativeModel model) =>
        model switch
        {
            IDecoder decoder => (decoder.Decode, decoder.LatentDimensions),
            IFlow flow => (flow.Inverse, model.Dimensions),
            _ => throw NoCodes(),
        };

    private static LikenessException NoCodes() =>
        new("the run's model has no codes (choose one that encodes, such as vae or a flow)");

    private float[] InModelSpace(Table rows)
    {
        var z = new float[rows.Rows * transform.ModelDimensions];
        transform.Forward(rows, [.. Enumerable.Range(0, rows.Rows)], z);
        return z;
    }

    private float[] Apply(string name, Func<Tensor, Tensor> function, float[] rows, int width, int resultWidth)
    {
        using var batches = new BatchFunction(name, width, function, new ProgramOptions(workers));
        int count = rows.Length / width;
        var results = new float[count * resultWidth];
        for (int first = 0; first < count; first += Chunk)
        {
            int part = Math.Min(Chunk, count - first);
            batches.OfEach(
                rows.AsSpan(first * width, part * width),
                results.AsSpan(first * resultWidth, part * resultWidth)
            );
        }

        return results;
    }
}
