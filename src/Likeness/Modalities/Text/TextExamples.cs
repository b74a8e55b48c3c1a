using Likeness.Data.Transforms;
using Likeness.Training;

namespace Likeness.Modalities.Text;

/// <summary>Consecutive windows of a text, each with the token before its first.</summary>
/// <param name="tokens">The text.</param>
/// <param name="context">Predicted tokens per window, which has one more.</param>
/// <param name="isShifted">Whether all windows are shifted by a random number of tokens in each epoch.</param>
internal sealed class TextExamples(int[] tokens, int context, bool isShifted = false) : IExamples
{
    public int Count => tokens.Length > 0 ? (tokens.Length - 1) / context : 0;

    public int Width => context + 1;

    public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise)
    {
        int shift = isShifted && noise is not null ? (int)(noise.Uniform(0, 0) * context) : 0;
        int last = tokens.Length - Width;
        for (int i = 0; i < which.Length; i++)
        {
            int start = Math.Min(last, (which[i] * context) + shift);
            for (int k = 0; k < Width; k++)
            {
                rows[(i * Width) + k] = tokens[start + k];
            }
        }
    }

    public string NameOf(int index) => $"token {index} of a window";
}
