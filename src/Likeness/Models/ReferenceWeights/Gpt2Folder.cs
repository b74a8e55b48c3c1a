using System.Text;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Interop;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Data.Gpt2;
using Likeness.Models.Sequences;

namespace Likeness.Models.ReferenceWeights;

/// <summary>Writes a folder that <c>GPT2LMHeadModel.from_pretrained</c> and <c>AutoTokenizer.from_pretrained</c> of Hugging Face read.</summary>
internal static class Gpt2Folder
{
    /// <summary>Writes weights, configuration and tokenizer.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="tensors">The weights under Hugging Face's names.</param>
    /// <param name="options">The sizes.</param>
    /// <param name="transform">The vocabulary.</param>
    /// <returns>The files.</returns>
    /// <exception cref="LikenessException">The folder is not empty or cannot be written, or the vocabulary cannot be.</exception>
    public static IReadOnlyList<string> Write(
        string folder,
        IReadOnlyList<TensorData> tensors,
        Gpt2TextOptions options,
        TextTransform transform
    )
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new LikenessException($"{folder}: it exists and is not empty (give a new folder)");
        }

        var vocabulary = TokenizerExport.VocabularyOf(transform.Vocabulary);
        var files = TokenizerExport
            .Files(vocabulary, transform.Context)
            .Prepend(("config.json", Configuration(options, vocabulary)))
            .ToList();
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{folder}: the folder cannot be made ({error.Message.TrimEnd('.')})", error);
        }

        string weights = Path.Combine(folder, "model.safetensors");
        new SafetensorsFile(
            tensors,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" }
        ).Write(weights);
        var written = new List<string> { weights };
        foreach (var (name, text) in files)
        {
            string path = Path.Combine(folder, name);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            written.Add(path);
        }

        return written;
    }

    private static string Configuration(Gpt2TextOptions options, Gpt2Vocabulary vocabulary) =>
        TokenizerExport.ToText(
            new JsonObject
            {
                ["activation_function"] = "gelu_new",
                ["add_cross_attention"] = false,
                ["architectures"] = new JsonArray("GPT2LMHeadModel"),
                ["attn_pdrop"] = 0,
                ["bos_token_id"] = vocabulary.Start,
                ["embd_pdrop"] = options.Dropout,
                ["eos_token_id"] = vocabulary.Start,
                ["initializer_range"] = options.Deviation,
                ["layer_norm_epsilon"] = 1e-5,
                ["model_type"] = "gpt2",
                ["n_ctx"] = options.Context,
                ["n_embd"] = options.Width,
                ["n_head"] = options.Heads,
                ["n_inner"] = options.Hidden,
                ["n_layer"] = options.Layers,
                ["n_positions"] = options.Context,
                ["resid_pdrop"] = options.Dropout,
                ["scale_attn_by_inverse_layer_idx"] = false,
                ["scale_attn_weights"] = true,
                ["tie_word_embeddings"] = true,
                ["torch_dtype"] = "float32",
                ["use_cache"] = true,
                ["vocab_size"] = vocabulary.Count,
            }
        );
}
