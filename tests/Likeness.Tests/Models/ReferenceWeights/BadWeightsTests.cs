using System.IO.Compression;
using System.Text;
using Likeness.Interop;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>Files that are cut off, of another model, incomplete, or hostile are refused in one sentence, and leave no run.</summary>
public sealed class BadWeightsTests : IDisposable
{
    private const string Vae = "VanillaVAE_fashionmnist.pt";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData(100_000)]
    [InlineData(514_000)]
    [InlineData(30)]
    public void ATruncatedFileIsRefused(int bytes)
    {
        string path = folder.Bytes("cut.pt", File.ReadAllBytes(Parity.Require(Vae)).AsSpan(0, bytes));
        Assert.Contains("damaged or cut off", Error(path));
    }

    [SkippableFact]
    public void ATruncatedSafetensorsFileIsRefused()
    {
        CopyGpt2();
        string path = folder.At("gpt2/model.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..400_000]);
        Assert.Contains("corrupt or foreign checkpoint", Error(folder.At("gpt2")));
    }

    [SkippableFact]
    public void AnotherModelIsRefused()
    {
        string weights = Parity.Require(Vae);
        Assert.Contains("so these are not weights of pi_generator's RealNVP", Error(weights, "realnvp"));
        Assert.Contains("cannot be imported into glow (import into gpt2, masked-transformer", Error(weights, "glow"));
        PthFile.Write(folder.At("other.pt"), [TensorData.Create<float>("linear.weight", [1, 2], [1, 2])]);
        Assert.Contains("not those of a known model", Error(folder.At("other.pt")));
    }

    [SkippableTheory]
    [InlineData("fc_mu.weight", "there is no tensor 'fc_mu.weight'")]
    [InlineData("decoder.1.1.running_var", "there is no tensor 'decoder.1.1.running_var'")]
    [InlineData("encoder.2.0.weight", "inputs, which are no square image")]
    [InlineData("encoder.0.0.weight", "which are no square image")]
    public void AMissingTensorIsRefused(string missing, string said) =>
        Assert.Contains(said, Error(Changed(tensors => tensors.Where(tensor => tensor.Name != missing))));

    [SkippableFact]
    public void AFurtherTensorIsRefused() =>
        Assert.Contains(
            "'extra.weight' is not a parameter of the model",
            Error(Changed(tensors => tensors.Append(TensorData.Create<float>("extra.weight", [1], [1]))))
        );

    [SkippableFact]
    public void AWrongShapeAndAnInfiniteValueAreRefused()
    {
        Assert.Contains(
            "'final_layer.3.bias' has the shape [2], but [1] fits",
            Error(Changed(Replaced("final_layer.3.bias", [1, 2])))
        );
        Assert.Contains("not finite", Error(Changed(Replaced("final_layer.3.bias", [float.PositiveInfinity]))));
    }

    [Fact]
    public void AMaliciousPickleIsRefusedByName()
    {
        string path = folder.At("evil.pth");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var pickle = archive.CreateEntry("evil/data.pkl", CompressionLevel.NoCompression).Open())
        {
            pickle.Write([0x80, 2]);
            pickle.Write(Encoding.ASCII.GetBytes("cposix\nsystem\nX\u0005\0\0\0touch\u0085R."));
        }

        Assert.Contains("it asks for 'posix.system', which this reader refuses", Error(path));
    }

    [SkippableTheory]
    [InlineData(
        "config.json",
        "\"n_head\": 4",
        "\"n_head\": 5",
        "its n_head is no number that divides the 64 features"
    )]
    [InlineData("config.json", "\"n_head\": 4", "\"heads\": 4", "its n_head is no number")]
    [InlineData("config.json", "\"n_layer\": 2", "\"n_layer\": 3", "its n_layer is 3, but the weights have 2")]
    [InlineData("config.json", "gelu_new", "relu", "its activation_function is relu, but only gelu_new is imported")]
    [InlineData("config.json", "1e-05", "1e-06", "its layer_norm_epsilon is not 1e-5")]
    [InlineData(
        "config.json",
        "\"bos_token_id\": 0",
        "\"bos_token_id\": 4000",
        "the token before a text, 4000, is none"
    )]
    [InlineData("config.json", "}", "", "not the configuration of a model, or it is cut off")]
    [InlineData(
        "tokenizer.json",
        "\"add_prefix_space\": false",
        "\"add_prefix_space\": true",
        "does not divide texts as"
    )]
    [InlineData("tokenizer.json", "\"type\": \"BPE\"", "\"type\": \"Unigram\"", "its model is not BPE")]
    [InlineData("tokenizer.json", "\"Z\": 58", "\"Z\": 57", "have the number 57")]
    [InlineData("tokenizer.json", "\"!\": 1,", "", "no token has the number 1 of 1000")]
    public void FilesOfAnotherGpt2AreRefused(string file, string part, string other, string said)
    {
        CopyGpt2();
        string path = folder.At($"gpt2/{file}");
        string text = File.ReadAllText(path);
        Assert.Contains(part, text);
        int place = text.IndexOf(part, StringComparison.Ordinal);
        File.WriteAllText(path, text[..place] + other + text[(place + part.Length)..]);
        Assert.Contains(said, Error(folder.At("gpt2")));
    }

    [SkippableTheory]
    [InlineData("config.json", "there is no config.json beside it")]
    [InlineData("tokenizer.json", "gpt2: there is no tokenizer", "vocab.json")]
    [InlineData("model.safetensors", "the folder has no model.safetensors")]
    public void AMissingFileIsNamed(string missing, string said, string? second = null)
    {
        CopyGpt2();
        File.Delete(folder.At($"gpt2/{missing}"));
        if (second is not null)
        {
            File.Delete(folder.At($"gpt2/{second}"));
        }

        Assert.Contains(said, Error(folder.At("gpt2")));
    }

    [SkippableFact]
    public void WeightsOfAnotherKindOfDataAreRefused()
    {
        string points = folder.Text("points.csv", "u,v\n1,2\n3,5\n4,4\n");
        var error = Assert.Throws<LikenessException>(() =>
            Parity.Import(Parity.Require(Vae), folder.At("run"), DataSource.FromFiles(points))
        );
        Assert.Contains("which learns images, but points is tables", error.Message);
    }

    private void CopyGpt2()
    {
        Directory.CreateDirectory(folder.At("gpt2"));
        foreach (string file in Directory.EnumerateFiles(Parity.Require("gpt2-tiny")))
        {
            string copy = folder.At($"gpt2/{Path.GetFileName(file)}");
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }
    }

    private string Changed(Func<IEnumerable<TensorData>, IEnumerable<TensorData>> change)
    {
        PthFile.Write(folder.At("changed.pt"), [.. change(PthFile.Read(Parity.Require(Vae)))]);
        return folder.At("changed.pt");
    }

    private static Func<IEnumerable<TensorData>, IEnumerable<TensorData>> Replaced(string name, float[] values) =>
        tensors =>
            tensors.Select(tensor =>
                tensor.Name == name ? TensorData.Create<float>(name, [values.Length], values) : tensor
            );

    private string Error(string file, string? model = null)
    {
        var settings = new RunSettings { Model = model, OutputFolder = folder.At("run") };
        string message = Assert.Throws<LikenessException>(() => RunImport.FromFile(file, settings)).Message;
        Assert.False(Directory.Exists(folder.At("run")));
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
