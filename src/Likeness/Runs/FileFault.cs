namespace Likeness.Runs;

/// <summary>Turns the system's refusals to write into one sentence that names the place and the mend.</summary>
internal static class FileFault
{
    private const int NoSpace = 28; // ENOSPC
    private const int TooLarge = 27; // EFBIG: a limit on file sizes, which is met like a full disk
    private const int OverQuota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The sentence for a file or folder that could not be written.</summary>
    public static LikenessException Describe(string path, Exception fault)
    {
        string reason = fault switch
        {
            UnauthorizedAccessException => "you may not write there (choose another place, or change its permissions)",
            DirectoryNotFoundException => "its folder does not exist (make it first)",
            { HResult: NoSpace or TooLarge or OverQuota or WindowsDiskFull } =>
                "the disk is full or its quota is reached (free some space, or choose another place)",
            _ => fault.Message.TrimEnd('.'),
        };
        return new LikenessException($"{path} could not be written: {reason}.", fault);
    }
}
