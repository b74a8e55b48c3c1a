using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Flows;

namespace Likeness.Sampling.Latents;

/// <summary>Between rows of model space and a model's codes. One thread may use a coder at a time.</summary>
/// <param name="model">The model.</param>
/// <param name="workers">Who does the work; null for the calling thread.</param>
/// <param name="chunk">Rows that are computed together.</param>
internal sealed class Coder(GenerativeModel model, WorkerPool? workers, int chunk = 1024)
{
    /// <summary>Told the share of rows that is done; null for nobody.</summary>
    public Action<double>? Progress { get; set; }

    /// <summary>Numbers of a code.</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public int Width => Decoder(model).Width;

    /// <summary>Whether rows can be made of codes.</summary>
    public static bool Decodes(GenerativeModel model) => model is IDecoder or IFlow;

    /// <summary>Whether the codes of rows are known.</summary>
    public static bool Encodes(GenerativeModel model) => model is ILatentModel or IFlow;

    /// <summary>Whether rows can be sent through the model and come back.</summary>
    public static bool Reconstructs(GenerativeModel model) => model is IReconstructor || Encodes(model);

    /// <summary>The codes of rows: [rows × Width].</summary>
    /// <exception cref="LikenessException">The model knows no codes of rows.</exception>
    public float[] Encode(float[] rows)
    {
        Func<Tensor, Tensor> encode = model switch
        {
            ILatentModel latent => latent.Encode,
            IFlow flow => x => flow.Forward(x).Noise,
            IDecoder => throw new LikenessException(
                "the run's model makes rows of codes, but does not know the code of a row (name codes as sample:1, sample:2, …, or choose a model that encodes, such as vae)"
            ),
            _ => throw NoCodes(),
        };
        return Apply("rows", encode, rows, model.Dimensions, Width);
    }

    /// <summary>The rows that codes stand for: [rows × the model's dimensions].</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public float[] Decode(float[] latents)
    {
        var (decode, width) = Decoder(model);
        return Apply("codes", decode, latents, width, model.Dimensions);
    }

    /// <summary>What comes back of rows through the model's bottleneck, or else through its codes.</summary>
    /// <exception cref="LikenessException">The model has neither.</exception>
    public float[] Reconstruct(float[] rows) =>
        model is IReconstructor reconstruct
            ? Apply("rows", reconstruct.Reconstruct, rows, model.Dimensions, model.Dimensions)
            : Decode(Encode(rows));

    /// <summary>Codes from N(0, I): [count × Width].</summary>
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

    private static (Func<Tensor, Tensor> Decode, int Width) Decoder(GenerativeModel model) =>
        model switch
        {
            IDecoder decoder => (decoder.Decode, decoder.LatentDimensions),
            IFlow flow => (flow.Inverse, model.Dimensions),
            _ => throw NoCodes(),
        };

    private static LikenessException NoCodes() =>
        new("the run's model has no codes (choose one that encodes, such as vae or a flow)");

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
