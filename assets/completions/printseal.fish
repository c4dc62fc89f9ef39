# printseal's completion for fish; made by: printseal completion fish
function __printseal_words
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l front (string match -r -- '^--[a-z-]*=' "$token")
    set -l path (string sub -s (math 1 + (string length -- "$front")) -- "$token")
    for line in (printseal completion words -- $words[2..] "$token" 2> /dev/null)
        switch $line
            case :files
                for found in (__fish_complete_path "$path")
                    echo -- "$front$found"
                end
            case :folders
                for found in (__fish_complete_directories "$path" '')
                    echo -- "$front$found"
                end
            case '*'
                echo -- $line
        end
    end
end
complete -c printseal -f -a '(__printseal_words)'
