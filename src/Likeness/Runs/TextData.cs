using System.Security.Cryptography;
using Likeness.Data.Text;

namespace Likeness.Runs;

/// <summary>The text of a run.</summary>
internal static class TextData
{
    /// <summary>Reads a text and cuts it: half of what is held out, its beginning, to choose by, the other half, its end, to be judged by.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="holdout">The share to hold out, in [0, 1).</param>
    /// <exception cref="LikenessException">The text cannot be read, or is too short.</exception>
    public static TextSplits Load(DataSource source, double holdout) =>
        TextSplits.Create(source.LoadText(), holdout / 2, holdout / 2);

    /// <summary>Reads the text of a run again.</summary>
    /// <exception cref="LikenessException">It cannot be read, or is not what the run was made from.</exception>
    public static TextSplits Load(RunRecord record)
    {
        var text = Load(record.Data.Source, record.Holdout);
        return Fingerprint(text) == record.Data.Fingerprint
            ? text
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the text is not what the run was made from (restore it, or start a new run)"
            );
    }

    /// <summary>The fingerprint of all parts together, which is that of the text.</summary>
    public static string Fingerprint(TextSplits text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(text.Validation.Span);
        hash.AppendData(text.Train.Span);
        hash.AppendData(text.Test.Span);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>Bytes of all parts.</summary>
    public static int Length(TextSplits text) => text.Validation.Length + text.Train.Length + text.Test.Length;
}
