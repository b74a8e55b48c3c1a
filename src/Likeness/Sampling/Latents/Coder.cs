using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Flows;

namespace Likeness.Sampling.Latents;

/// <summary>Converts between rows in model space and a model's latent vectors. Not thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="chunk">The number of rows in a chunk.</param>
internal sealed class Coder(GenerativeModel model, WorkerPool? workers, int chunk = 1024)
{
    // Those before it are sampled, too.
    private const int MaxNumber = 100_000;

    /// <summary>Receives the completed fraction of the rows; null for no progress reports.</summary>
    public Action<double>? Progress { get; set; }

    /// <summary>The length of a latent vector.</summary>
    /// <exception cref="LikenessException">The model has no latent vectors.</exception>
    public int Width => Decoder(model).Width;

    /// <summary>Whether the model can decode latent vectors.</summary>
    public static bool Decodes(GenerativeModel model) => model is IDecoder or IFlow;

    /// <summary>Whether the model can encode rows.</summary>
    public static bool Encodes(GenerativeModel model) => model is ILatentModel or IFlow;

    /// <summary>Whether the model can reconstruct rows.</summary>
    public static bool Reconstructs(GenerativeModel model) => model is IReconstructor || Encodes(model);

    /// <summary>Encodes rows: [rows × Width].</summary>
    /// <exception cref="LikenessException">The model cannot encode rows.</exception>
    public float[] Encode(float[] rows)
    {
        Func<Tensor, Tensor> encode = model switch
        {
            ILatentModel latent => latent.Encode,
            IFlow flow => x => flow.Forward(x).Noise,
            IDecoder => throw new LikenessException(
                "the run's model decodes latent vectors, but cannot encode rows (name latent vectors as sample:1, sample:2, …, or choose a model that encodes, such as vae)"
            ),
            _ => throw NoCodes(),
        };
        return Apply("rows", encode, rows, model.Dimensions, Width);
    }

    /// <summary>Decodes latent vectors: [rows × the model's dimensions].</summary>
    /// <exception cref="ArgumentException">The numbers are not whole latent vectors.</exception>
    /// <exception cref="LikenessException">The model has no latent vectors.</exception>
    public float[] Decode(float[] latents)
    {
        var (decode, width) = Decoder(model);
        if (latents.Length % width != 0)
        {
            throw new ArgumentException(
                $"{latents.Length} numbers are not latent vectors of {width}.",
                nameof(latents)
            );
        }

        return Apply("codes", decode, latents, width, model.Dimensions);
    }

    /// <summary>Reconstructs rows through the model's bottleneck, or else through its latent vectors.</summary>
    /// <exception cref="LikenessException">The model has neither.</exception>
    public float[] Reconstruct(float[] rows) =>
        model is IReconstructor reconstruct
            ? Apply("rows", reconstruct.Reconstruct, rows, model.Dimensions, model.Dimensions)
            : Decode(Encode(rows));

    /// <summary>Latent vectors from N(0, I): [count × Width].</summary>
    public float[] Sample(int count, ulong seed)
    {
        var random = RandomUse.Latents.Random(seed);
        var codes = new float[count * Width];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (float)random.NextNormal();
        }

        return codes;
    }

    /// <summary>One of these latent vectors: [Width].</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="seed">The seed of all.</param>
    /// <exception cref="LikenessException">The number is too large, or the model has no latent vectors.</exception>
    public float[] SampleOne(int number, ulong seed)
    {
        if (number > MaxNumber)
        {
            throw new LikenessException(
                $"sample:{number} is out of range (give sample:1 to sample:{MaxNumber}, or another --seed)"
            );
        }

        var random = RandomUse.Latents.Random(seed);
        var code = new float[Width];
        for (long i = 0; i < (long)number * code.Length; i++)
        {
            code[i % code.Length] = (float)random.NextNormal();
        }

        return code;
    }

    private static (Func<Tensor, Tensor> Decode, int Width) Decoder(GenerativeModel model) =>
        model switch
        {
            IDecoder decoder => (decoder.Decode, decoder.LatentDimensions),
            IFlow flow => (flow.Inverse, model.Dimensions),
            _ => throw NoCodes(),
        };

    private static LikenessException NoCodes() =>
        new("the run's model has no latent vectors (choose one that encodes, such as vae or a flow)");

    private float[] Apply(string name, Func<Tensor, Tensor> function, float[] rows, int width, int resultWidth)
    {
        using var batches = new BatchFunction(name, width, function, new CompiledGraphOptions(workers));
        int count = rows.Length / width;
        var results = new float[count * resultWidth];
        for (int first = 0; first < count; first += chunk)
        {
            int part = Math.Min(chunk, count - first);
            batches.EvaluateEach(
                rows.AsSpan(first * width, part * width),
                results.AsSpan(first * resultWidth, part * resultWidth)
            );
            Progress?.Invoke((first + part) / (double)count);
        }

        return results;
    }
}
