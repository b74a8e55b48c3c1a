namespace Likeness.Data.Jpeg;

/// <summary>The second bytes of the relevant markers (T.81 table B.1).</summary>
internal static class JpegMarker
{
    public const int Baseline = 0xC0;
    public const int Extended = 0xC1;
    public const int Progressive = 0xC2;
    public const int HuffmanTables = 0xC4;
    public const int EndOfImage = 0xD9;
    public const int StartOfScan = 0xDA;
    public const int QuantisationTables = 0xDB;
    public const int RestartInterval = 0xDD;
    public const int App0 = 0xE0;
    public const int App1 = 0xE1;
    public const int App14 = 0xEE;

    /// <summary>Accepts segments that may be skipped (APPn, COM) and refuses all others by name.</summary>
    /// <exception cref="NotSupportedException">The marker belongs to a coding that is not supported.</exception>
    /// <exception cref="InvalidDataException">The marker is not allowed at this position.</exception>
    public static void RefuseUnsupported(int marker)
    {
        bool skippable = marker is (>= 0xE0 and <= 0xEF) or 0xFE;
        if (skippable)
        {
            return;
        }

        throw marker switch
        {
            0xC3 => new NotSupportedException("it is coded losslessly"),
            0xC5 or 0xC6 or 0xC7 or 0xDE or 0xDF => new NotSupportedException("it is coded hierarchically"),
            0xC9 or 0xCA or 0xCB or 0xCC or 0xCD or 0xCE or 0xCF => new NotSupportedException(
                "it uses arithmetic coding"
            ),
            0xDC => new NotSupportedException("its height comes after the picture"),
            _ => new InvalidDataException($"a marker FF {marker:X2} is not allowed at its position"),
        };
    }
}
