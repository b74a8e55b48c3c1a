using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Likeness.Data;

/// <summary>Tells files on a disk from pipes and devices, which may never end, or never begin.</summary>
internal static class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint WantedMode = 1; // STATX_TYPE
    private const int StructureBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Whether a path leads to a regular file, through symbolic links too; true where the system does not say.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
        }

        try
        {
            var status = new byte[StructureBytes];
            return Statx(CurrentFolder, path, 0, WantedMode, status) != 0
                || (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeMask) == RegularType;
        }
        catch (EntryPointNotFoundException)
        {
            return true; // a C library from before 2018
        }
    }

    // struct statx has the same layout on every architecture, unlike struct stat. See statx(2).
    [DllImport(
        "libc",
        EntryPoint = "statx",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int folder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint mask,
        [Out] byte[] status
    );
}
