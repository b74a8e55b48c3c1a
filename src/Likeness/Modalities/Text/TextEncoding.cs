using System.Text.Json;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Text;

/// <summary>The encoding of text: windows of tokens.</summary>
/// <param name="transform">The vocabulary, fitted on training text, and the length of windows.</param>
public sealed class TextEncoding(TextTransform transform) : IEncoding<TextCorpus>
{
    /// <summary>The vocabulary and the length of windows.</summary>
    public TextTransform Transform => transform;

    /// <inheritdoc/>
    public JsonElement ToJson() => transform.ToJson();

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(transform, trainExamples);

    /// <inheritdoc/>
    /// <exception cref="LikenessException">The training text is shorter than a window.</exception>
    public IExamples Examples(TextCorpus examples, bool isTraining)
    {
        int[] tokens = transform.Vocabulary.Encode(examples.Span);
        return !isTraining || tokens.Length > transform.Context
            ? new TextExamples(tokens, transform.Context, isShifted: isTraining)
            : throw new LikenessException(
                $"the training text has {tokens.Length} tokens, but a context of {transform.Context} needs {transform.Context + 1} (give a longer text, or a smaller --context)"
            );
    }
}
